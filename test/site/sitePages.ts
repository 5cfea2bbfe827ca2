/** Every page of the site, by its path below the site's address. */
export const sitePages = [
  "",
  "try",
  "s/exposure/",
  "s/exposure/explore",
  "s/exposure/data",
  "s/exposure/provenance",
  "learn/embedders",
  "guide/first-page"
] as const;
