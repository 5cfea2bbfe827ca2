import {DomainError} from "../lib/core/errors.js";
import type {PlacementMap} from "../lib/geometry/placementMap.js";
import type {ExposureCorpora} from "../lib/language/exposure.js";
import {decodeMap, type PublishedTrainer} from "../lib/study/publishedTrainer.js";
import {growRecipe, guessShare, type Newcomer, trainNewcomer} from "../lib/study/trainer.js";
import {errorRecord, type Port} from "../runtime/messages.js";
import type {TrainAsk, TrainTell} from "./trainMessages.js";

/** What training takes from where it runs. */
export interface TrainPlatform {
  readonly readJson: (url: string) => Promise<unknown>;
  readonly now: () => number;
  /** resolves once the messages that wait have been heard */
  readonly pause: () => Promise<void>;
  /** a whole number from 0 to 2³² − 1, by chance: no two readers train the same model */
  readonly chance: () => number;
}

interface Opened {
  readonly trainer: PublishedTrainer;
  readonly corpora: ExposureCorpora;
  readonly map: PlacementMap;
}

/** How often a page is told how far a model is, in milliseconds. */
const tellEvery = 50;

/** Trains models for a page, one at a time; what one has read stays here until the page asks. */
export function serveTrainer(port: Port<TrainTell, TrainAsk>, platform: TrainPlatform): void {
  let opening: Promise<Opened> | null = null;
  let last: Newcomer | null = null;

  async function opened(url: string): Promise<Opened> {
    const trainer = (await platform.readJson(url)) as PublishedTrainer;
    return {trainer, corpora: growRecipe(trainer.recipe), map: decodeMap(trainer.map)};
  }

  async function train(share: number | null) {
    if (!opening) throw new DomainError("train: a trainer must be open; got none");
    const {trainer, corpora, map} = await opening;
    const {recipe, guesser} = trainer;
    const {documents} = recipe.source;
    const began = platform.now();
    const read = share ?? (platform.chance() % (documents + 1)) / documents;
    const steps = trainNewcomer(corpora, recipe, read, `reader ${platform.chance()}`);
    last = await told(steps, recipe.queries.length);
    const guess = guessShare(last.vector, map, guesser);
    const milliseconds = platform.now() - began;
    const {level} = guesser;
    const asked = {questions: recipe.queries.length, replicates: recipe.replicates};
    const trained = {guess, level, documents, ...asked, said: last.said, milliseconds};
    port.post({type: "trained", trained});
  }

  async function told(steps: Generator<number, Newcomer>, total: number): Promise<Newcomer> {
    let since = platform.now();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      if (platform.now() - since < tellEvery) continue;
      port.post({type: "progress", done: step.value, total});
      await platform.pause();
      since = platform.now();
    }
  }

  function reveal() {
    if (!last) throw new DomainError("reveal: a model must have been trained; got none");
    port.post({type: "revealed", leaked: last.leaked, documents: last.documents});
  }

  async function answer(ask: TrainAsk) {
    if (ask.type === "open") {
      opening = opened(ask.url);
      await opening;
      return port.post({type: "ready"});
    }
    return ask.type === "train" ? train(ask.share) : reveal();
  }

  port.onMessage((ask) => {
    answer(ask).catch((error) => port.post({type: "failed", error: errorRecord(error)}));
  });
}
