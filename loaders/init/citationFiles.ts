import type {ReportFacts} from "./reportFacts.js";

/** `CITATION.cff`: how to cite the report, with the software and the method it stands on. */
export function citationFile({title, license, version}: ReportFacts): string {
  return `cff-version: 1.2.0
message: If you use this report, please cite it and what it is made with.
title: ${JSON.stringify(title)}
type: dataset
${license ? `license: ${JSON.stringify(license)}\n` : ""}authors:
  - name: ${JSON.stringify(`The authors of ${title}`)}
references:
  - type: software
    title: "Vantage: reactive workflows for studying collections of generative models"
    version: ${version}
    authors:
      - name: The Vantage authors
  - type: article
    title: Statistical inference on black-box generative models in the data kernel perspective space
    authors:
      - family-names: Helm
        given-names: Hayden
      - family-names: Acharyya
        given-names: Aranyak
      - family-names: Duderstadt
        given-names: Brandon
      - family-names: Park
        given-names: Youngser
      - family-names: Priebe
        given-names: Carey E.
    url: https://arxiv.org/abs/2410.01106
    year: 2024
`;
}

/** `LICENSE`: a note, since the text of a license is its owner's to choose. */
export function licenseFile({title, license}: ReportFacts): string {
  const terms = license
    ? `This report is licensed under: ${license}. Put the license's text here.`
    : "No license was chosen yet: until one is, its authors keep all rights.";
  return `${title}

${terms}

The recorded answers under data/ come from models and logs that may have terms of their own. The
package in vendor/ is Vantage, under the MIT license that it carries.
`;
}
