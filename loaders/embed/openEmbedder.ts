import {builtInEmbedder, type Embedder} from "../../src/lib/embedding/embedder.js";
import {embedderName, type Study} from "../study/readStudy.js";

/**
 * The embedder a study asks for.
 *
 * @throws DomainError for one that is not known
 */
export async function openEmbedder(study: Pick<Study, "spec" | "directory">): Promise<Embedder> {
  return builtInEmbedder(embedderName(study));
}
