import fc from "fast-check";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import type {SourceFile} from "../../src/lib/intake/types.js";
import {sourceFile} from "../lib/intake/sourceFile.js";
import {hostileTexts, hostileValues, hugeText, Raw} from "./hostile.js";
import {archiveOf, type Seed, type SeedFile} from "./intakeSeeds.js";

const structural = ["value", "text", "remove", "key", "swap", "repeat", "drop", "append"] as const;
const textual = ["twice", "blank", "crlf", "bom"] as const;
const bytewise = ["truncate", "flip", "insert"] as const;
const named = ["name", "folder", "entry", "reverse", "double"] as const;

/** One change; numbers choose where and what, modulo what there is. */
export interface Mutation {
  readonly kind:
    | "huge"
    | (typeof structural | typeof textual | typeof bytewise | typeof named)[number];
  readonly file: number;
  readonly at: number;
  readonly to: number;
}

const numbers = {file: fc.nat({max: 3}), at: fc.nat({max: 9999}), to: fc.nat({max: 9999})};
const of = (...kinds: readonly Mutation["kind"][]) =>
  fc.record({kind: fc.constantFrom(...kinds), ...numbers});

/** Mostly changes of values, since bytes changed at random seldom get past the JSON. */
const mutation = fc.oneof(
  {weight: 60, arbitrary: of(...structural, "value", "text", "value", "text")},
  {weight: 10, arbitrary: of(...textual)},
  {weight: 12, arbitrary: of(...bytewise)},
  {weight: 12, arbitrary: of(...named)},
  {weight: 1, arbitrary: of("huge")}
);

/** Up to four changes. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(mutation, {minLength: 1, maxLength: 4});

const isOne = (kinds: readonly string[]) => (change: Mutation) => kinds.includes(change.kind);

/** The files of a log after changes of its values, its text, its bytes and its names, in this order. */
export function mutated(seed: Seed, changes: readonly Mutation[]): SourceFile[] {
  const last = seed.files.length;
  const files = seed.files.map((file, i) => {
    const own = changes.filter((change) => change.file % last === i);
    const values = structuredClone(file.values) as unknown[];
    for (const change of own.filter(isOne([...structural, "huge"]))) restructure(values, change);
    const text = own.filter(isOne(textual));
    const rendered = render({...file, values}, text, own.filter(isOne(["entry"])));
    const bytes = own.filter(isOne(bytewise)).reduce(damaged, rendered);
    return sourceFile(own.filter(isOne(["name", "folder"])).reduce(renamed, file.path), bytes);
  });
  for (const {kind, at} of changes.filter(isOne(["reverse", "double"])))
    if (kind === "reverse") files.reverse();
    else files.push(pick(files, at));
  return files;
}

interface Slot {
  readonly within: Record<string, unknown> | unknown[];
  readonly key: string;
}

/** Every place of a value within others; the files' own values first. */
function slotsOf(within: Slot["within"]): Slot[] {
  return Object.keys(within).flatMap((key) => {
    const value = (within as Record<string, unknown>)[key];
    const inside = typeof value === "object" && value !== null && !(value instanceof Raw);
    return [{within, key}, ...(inside ? slotsOf(value as Slot["within"]) : [])];
  });
}

function set({within, key}: Slot, value: unknown): void {
  Object.defineProperty(within, key, {value, enumerable: true, writable: true, configurable: true});
}

function remove({within, key}: Slot): void {
  if (Array.isArray(within)) within.splice(Number(key), 1);
  else Reflect.deleteProperty(within, key);
}

const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;

function restructure(values: unknown[], {kind, at, to}: Mutation): void {
  if (values.length === 0) return;
  const slots = slotsOf(values);
  const slot = pick(slots, at);
  if (kind === "value") set(slot, hostileValue(to));
  else if (kind === "text") set(slot, pick(hostileTexts, to));
  else if (kind === "huge") set(slot, hugeText);
  else if (kind === "remove") remove(slot);
  else if (kind === "key") addKey(slot, to);
  else reorder(Array.isArray(slot.within) && at % 2 ? slot.within : values, kind, at, to);
}

/** Gives a value's neighbour a hostile name, beside it or in its place. */
function addKey({within, key}: Slot, to: number): void {
  const value = (within as Record<string, unknown>)[key];
  if (Array.isArray(within)) return;
  if (to % 2) Reflect.deleteProperty(within, key);
  set({within, key: pick(hostileTexts, to)}, value);
}

function reorder(list: unknown[], kind: Mutation["kind"], at: number, to: number): void {
  const [a, b] = [at % list.length, to % list.length];
  if (kind === "swap") [list[a], list[b]] = [list[b], list[a]];
  else if (kind === "repeat") list.splice(b, 0, list[a]);
  else if (kind === "drop") list.splice(a, 1);
  else list.push(hostileValue(to));
}

/** A copy, which further changes may change. */
function hostileValue(at: number): unknown {
  const value = pick(hostileValues, at);
  return value instanceof Raw ? value : structuredClone(value);
}

function render(
  file: SeedFile,
  changes: readonly Mutation[],
  entries: readonly Mutation[]
): Uint8Array {
  const change = (text: string) => changes.reduce(retexted, text);
  if (file.kind !== "zip") return encode(change(textOf(file)));
  const texts = file.values.map((value) => change(jsonOf(value)));
  const names = entries.reduce<string[]>((all, {at, to}) => {
    all[at % Math.max(1, texts.length)] = `samples/${pick(hostileTexts, to)}.json`;
    return all;
  }, []);
  return archiveOf(texts, names);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf({kind, values}: SeedFile): string {
  if (kind === "lines") return values.map(jsonOf).join("\n");
  if (kind === "array") return `[${values.map(jsonOf).join(",\n ")}]`;
  if (kind === "whole") return jsonOf(values[0] ?? null);
  const rows = values.map((row) => (Array.isArray(row) ? row.map(cellOf) : [cellOf(row)]));
  if (kind === "csv") return formatCsv(rows[0] ?? [], rows.slice(1));
  return rows.map((row) => row.join("\t")).join("\n");
}

function cellOf(value: unknown): string {
  return typeof value === "string" ? value : jsonOf(value);
}

/** As `JSON.stringify`, with raw text and however deep. */
function jsonOf(value: unknown): string {
  const raws: string[] = [];
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (!(inner instanceof Raw)) return inner;
    raws.push(inner.text);
    return `@@raw${raws.length - 1}@@`;
  });
  return (text ?? "null").replace(/"@@raw(\d+)@@"/g, (_, i: string) => raws[Number(i)] ?? "");
}

function retexted(text: string, {kind, at, to}: Mutation): string {
  if (kind === "crlf") return text.replaceAll("\n", "\r\n");
  if (kind === "bom") return `\ufeff${text}`;
  const places = [...text.matchAll(kind === "blank" ? /\n|$/g : /"[^"\\]*":/g)];
  const place = places.length > 0 ? pick(places, at) : undefined;
  if (place === undefined) return text;
  const added =
    kind === "blank" ? "\n \n" : `${place[0]}${JSON.stringify(pick(hostileTexts, to))},`;
  return text.slice(0, place.index) + added + text.slice(place.index);
}

const invalid: readonly (readonly number[])[] = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2]];

function damaged(bytes: Uint8Array, {kind, at, to}: Mutation): Uint8Array {
  const place = Math.floor((at / 10_000) * bytes.length);
  if (kind === "truncate") return bytes.slice(0, place);
  if (kind === "insert")
    return Uint8Array.from([...bytes.slice(0, place), ...pick(invalid, to), ...bytes.slice(place)]);
  return bytes.map((byte, i) => (i === place ? byte ^ (1 + (to % 255)) : byte));
}

function renamed(path: string, {kind, at, to}: Mutation): string {
  const parts = path.split("/");
  const last = parts.length - 1;
  const text = pick(hostileTexts, to);
  if (kind === "name") {
    const name = parts[last] ?? "";
    parts[last] = at % 2 ? text : text + name.slice(name.lastIndexOf("."));
  } else if (last > 0) parts[at % last] = text;
  return parts.join("/");
}
