/** Every page of the site, by its path below the site's address. */
export const sitePages = [
  "",
  "try",
  "s/exposure/",
  "s/exposure/explore",
  "s/exposure/data",
  "s/exposure/provenance",
  "s/context/",
  "s/context/explore",
  "s/context/data",
  "s/context/provenance",
  "s/gpt4all/",
  "s/gpt4all/explore",
  "s/gpt4all/data",
  "s/gpt4all/provenance",
  "learn/embedders",
  "learn/space",
  "guide/first-page",
  "guide/gallery"
] as const;
