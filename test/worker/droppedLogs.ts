/** A model's name as a page must show it: as text. */
export const hostileName = "<img src=x onerror=document.title='broken'>";

const models = [hostileName, "alpha", "beta", "delta", "epsilon", "gamma"];
const words = "river stone quiet lamp orchard signal winter copper thread harbor".split(" ");

/** AlpacaEval files of six models and thirty questions, by path; the first model lacks one answer. */
export function droppedLogs(): Map<string, string> {
  return new Map(
    models.map((model, i) => {
      const rows = Array.from({length: 30}, (_, j) => ({
        dataset: "hand",
        instruction: `Question ${j}: what of the ${words[j % 10]}?`,
        output: answer(i, j),
        generator: model
      }));
      const kept = i === 0 ? rows.slice(1) : rows;
      return [`results/${model}/model_outputs.json`, JSON.stringify(kept)];
    })
  );
}

function answer(i: number, j: number): string {
  const said = Array.from({length: 6 + i}, (_, k) => words[(i * k + 3 * j + k) % 10]);
  return `${i % 2 === 0 ? "It is" : "I think it was"} ${said.join(" ")}.`;
}
