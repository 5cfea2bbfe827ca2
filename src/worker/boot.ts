import type {PublishedStudy} from "../lib/schema/studyData.js";

/** The first message to a worker: the study, and where each of its tables can be fetched. */
export interface Boot {
  readonly study: PublishedStudy;
  /** URL (or path, in Node) by file name as listed in `study.tables` */
  readonly files: Readonly<Record<string, string>>;
  /** threads a long resampling may use, the worker's own among them; default: by the machine */
  readonly threads?: number;
}
