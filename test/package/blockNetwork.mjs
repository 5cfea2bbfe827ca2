/* Loaded before a build: any request is a failure, so that what passes needs no network. */
globalThis.fetch = (target) => {
  throw new Error(`the build must ask nobody; got a request for ${target}`);
};
