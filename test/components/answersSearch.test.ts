import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {addressPart, joinAddress} from "../../src/components/addressPart.js";
import {answersSearch} from "../../src/components/answersSearch.js";
import {addressOf, searchOf} from "../../src/components/searchAddress.js";
import {searchForm} from "../../src/components/searchForm.js";
import {searchNote} from "../../src/components/searchNote.js";
import type {PublishedStudy} from "../../src/lib/schema/studyData.js";
import type {AnswerSearch, FoundAnswers} from "../../src/lib/tables/answerSearch.js";
import type {SearchTell} from "../../src/worker/searchMessages.js";
import {study as sample} from "./sample.js";

const files = [{file: "answers/0.json", queries: [0, 2], hash: "", bytes: 2_500_000}];
const study: PublishedStudy = {...sample, answers: {policy: "all", files, withheld: 0}};
const database = {href: "/d.gz", bytes: 7_500_000};

const counts = (found: number) => [
  {model: 0, searched: 4, found},
  {model: 3, searched: 4, found: 0}
];
const hostile = `<img src=x onerror="hit()"> says heron & more`;
const answers = (count: number): FoundAnswers["answers"] =>
  Array.from({length: count}, () => ({
    model: 0,
    question: 2,
    replicate: 1,
    status: "truncated" as const,
    text: hostile
  }));

/** The place on a page, with a worker that is the test. */
function place(search = "") {
  const {document, Event} = parseHTML("<html><body><div></div></body></html>");
  const host = document.querySelector("div") as HTMLElement;
  const log: {opened: number; closed: number; asked: [AnswerSearch, number][]; address: string} = {
    opened: 0,
    closed: 0,
    asked: [],
    address: search
  };
  let tell: (tell: SearchTell) => void = () => undefined;
  let id = 0;
  answersSearch({
    document,
    host,
    study,
    database,
    openWorker(listener) {
      log.opened++;
      tell = listener;
      return {
        search(asked, wanted, offset) {
          id = asked;
          log.asked.push([wanted, offset]);
        },
        close: () => void log.closed++
      };
    },
    address: {
      read: () => log.address,
      replace: (to) => {
        log.address = to;
      }
    }
  });
  const text = (selector: string) => host.querySelector(selector)?.textContent ?? null;
  return {
    host,
    log,
    said: () => text("[role=status]"),
    error: () => text("[role=alert]"),
    isBusy: () => !(host.querySelector(".vantage-progress") as HTMLElement).hidden,
    submit(term: string) {
      (host.querySelector("input") as HTMLInputElement).value = term;
      host.querySelector("form")?.dispatchEvent(new Event("submit"));
    },
    press(words: string) {
      [...host.querySelectorAll("button")].find(({textContent}) => textContent === words)?.click();
    },
    tell: (told: SearchTell) => tell(told),
    found: (found: FoundAnswers, of = id) => tell({type: "found", id: of, found})
  };
}

describe("the place where answers are searched", () => {
  it("opens nothing before a search, and nothing for an empty one", () => {
    const {log, submit, said} = place();
    submit("  ");
    expect(said()).toBe("Type a word or a phrase to look for.");
    expect(log.opened).toBe(0);
  });

  it("says what it reads, then counts, and sets what was found as text with the hit marked", () => {
    const {host, log, submit, tell, found, said, isBusy} = place();
    submit("heron");
    tell({type: "read", bytes: 5_000_000});
    const progress = host.querySelector(".vantage-progress") as HTMLElement;
    expect(progress.textContent).toContain(
      "1\u00a0file of answers, 2.5\u00a0MB, and DuckDB, 7.5\u00a0MB"
    );
    expect(progress.querySelector("progress")?.getAttribute("value")).toBe("0.500");
    expect(isBusy()).toBe(true);
    found({counts: counts(1), answers: answers(1)});
    expect(isBusy()).toBe(false);
    expect(said()).toBe("1 of 8\u00a0answers, by 1 of 2\u00a0models, contains “heron”.");
    expect(host.querySelector("img")).toBeNull();
    expect(host.querySelector(".found-text span")?.textContent).toBe(hostile);
    expect(host.querySelector("mark")?.textContent).toBe("heron");
    const row = [...host.querySelectorAll(".vantage-found tbody td")].map((td) => td.textContent);
    expect(row).toEqual(["Model A", "r?", "2 of 2", `${hostile} truncated`]);
    expect(log.address).toBe("?answers.find=heron");
  });

  it("goes on with a search while an empty one is asked", () => {
    const {submit, found, said, isBusy} = place();
    submit("heron");
    submit("");
    found({counts: counts(1), answers: answers(1)});
    expect(isBusy()).toBe(false);
    expect(said()).toContain("contains “heron”");
  });

  it("shows more until all is shown", () => {
    const {host, log, submit, press, found, said} = place();
    submit("heron");
    found({counts: counts(3), answers: answers(2)});
    expect(said()).toMatch(/“heron”\. The first 2 are shown\.$/);
    press("Show more");
    expect(log.asked.at(-1)?.[1]).toBe(2);
    found({counts: counts(3), answers: answers(1)});
    expect(host.querySelectorAll(".vantage-found tbody tr")).toHaveLength(3);
    expect(said()).toMatch(/“heron”\.$/);
    const more = [...host.querySelectorAll("button")].at(-1) as HTMLButtonElement;
    expect(more.hidden).toBe(true);
  });

  it("says plainly that there is none, or nothing to look through", () => {
    const {submit, found, said} = place();
    submit("<b>%");
    found({counts: counts(0), answers: []});
    expect(said()).toBe("None of 8\u00a0answers contains “<b>%”.");
    submit("x");
    found({counts: [], answers: []});
    expect(said()).toBe("No answer with a text is left by these filters.");
  });

  it("ends what it does when canceled, hears no more of it, and begins again", () => {
    const {host, log, submit, press, found, isBusy} = place();
    submit("heron");
    press("Cancel");
    expect([log.closed, isBusy()]).toEqual([1, false]);
    found({counts: counts(1), answers: answers(1)});
    expect(host.querySelector("mark")).toBeNull();
    submit("heron");
    expect(log.opened).toBe(2);
  });

  it("shows what failed, and begins again with the next search", () => {
    const {log, submit, tell, error, isBusy} = place();
    submit("heron");
    const failed = {name: "Error", code: null, message: "fetch: it must be there", input: null};
    tell({type: "failed", error: failed});
    expect([error(), isBusy(), log.closed]).toEqual(["fetch: it must be there", false, 1]);
    submit("heron");
    expect([error(), log.opened]).toEqual([null, 2]);
  });

  it("takes a search from the address into the form and waits", () => {
    const {host, log, said} = place("?answers.find=blue+heron&answers.model=c&queryCount=3");
    expect((host.querySelector("input") as HTMLInputElement).value).toBe("blue heron");
    expect(said()).toMatch(/press Search/);
    expect(log.opened).toBe(0);
  });
});

describe("a search in an address", () => {
  it("comes back as it was, models and questions by their ids", () => {
    const search: AnswerSearch = {term: "50% & <b>", model: 2, question: 0, status: "ok"};
    const known = {...study, statuses: {ok: 3}} as PublishedStudy;
    expect(searchOf(addressOf(search, known), known)).toEqual(search);
    expect(addressOf(search, known)).toContain("answers.model=c&answers.question=p");
  });

  it("stands for all where it names nothing of the study", () => {
    const none = searchOf("?answers.model=zz&answers.question=zz&answers.status=toString", study);
    expect(none).toEqual({term: "", model: null, question: null, status: null});
  });

  it("is told from the page's inputs", () => {
    const address = "?queryCount=3&answers.find=a&dimension=2";
    expect(addressPart(address, true)).toBe("?answers.find=a");
    expect(addressPart(address, false)).toBe("?queryCount=3&dimension=2");
    expect(joinAddress("?a=1", "?b=2")).toBe("?a=1&b=2");
    expect([joinAddress("", "?b=2"), joinAddress("?a=1", ""), joinAddress("", "")]).toEqual([
      "?b=2",
      "?a=1",
      ""
    ]);
  });
});

describe("before any script runs", () => {
  const {document} = parseHTML("<html><body></body></html>");

  it("it says what can be searched, and links DuckDB", () => {
    const note = searchNote(
      document,
      {...study, answers: {...study.answers!, withheld: 1}},
      database
    );
    expect(note.textContent).toBe(
      "A search looks through all published answers, those of 5\u00a0models to 2\u00a0questions, on this device. 1\u00a0answer is withheld. The first search reads 1\u00a0file, 2.5\u00a0MB, and DuckDB, 7.5\u00a0MB, once."
    );
    expect(note.querySelector("a")?.getAttribute("data-bytes")).toBe("7500000");
  });

  it("it says why there is nothing to search", () => {
    expect(searchNote(document, sample, database).innerHTML).toBe(
      "No text of an answer is published, so there is nothing to search."
    );
    expect(searchNote(document, study, null).innerHTML).toMatch(
      /once vantage build has put DuckDB/
    );
  });

  it("the form lists models, the questions with published answers, and statuses, and is off", () => {
    const {node} = searchForm(document, study, null);
    const options = [...node.querySelectorAll("select[name=search-question] option")];
    expect(options.map(({textContent}) => textContent)).toEqual(["all questions", "p?", "r?"]);
    expect(node.querySelector("fieldset")?.hasAttribute("disabled")).toBe(true);
  });
});
