// Loaded before the build: whatever it would fetch is an error.
globalThis.fetch = (resource) => {
  throw new Error(`no network: the build must not fetch ${resource}`);
};
