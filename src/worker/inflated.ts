/**
 * A gzipped file's content; a file that a server has inflated on its way is taken as it is.
 *
 * @param type the content's media type
 */
export async function inflated(file: Uint8Array<ArrayBuffer>, type: string): Promise<Blob> {
  const blob = new Blob([file], {type});
  const isGzip = file[0] === 0x1f && file[1] === 0x8b;
  if (!isGzip) return blob;
  const stream = blob.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, {headers: {"content-type": type}}).blob();
}
