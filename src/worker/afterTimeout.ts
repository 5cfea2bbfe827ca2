/** Calls back after so many milliseconds. @returns the way to take it back */
export function afterTimeout(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
