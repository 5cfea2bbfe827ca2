import fc from "fast-check";

/*
 * On a build machine properties meet the same cases in every run, so that whether a commit passes does not
 * hang on chance; at a developer's they meet new ones each time.
 */
if (process.env.CI) fc.configureGlobal({...fc.readConfigureGlobal(), seed: 20261126});
