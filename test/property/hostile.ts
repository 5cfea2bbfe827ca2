/** JSON text that stands for itself, for what no value can say. */
export class Raw {
  constructor(readonly text: string) {}
}

/** Texts that mean something to a shell, a page, a query, a spreadsheet, a path, a terminal. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "../../x",
  "/etc/passwd",
  "C:\\con",
  "a/b.c/..",
  ".",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "then",
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "&lt;b&gt; &amp; \"'`$1",
  "'; DROP TABLE t; --",
  "=cmd|' /C calc'!A0",
  "+1",
  "-1",
  "@SUM(1)",
  "a\u0000b",
  "\ud800",
  "x\udfffy",
  "\ufeffbom",
  "\u202egnp.exe\u202c",
  "\u2028line\u2029",
  "two\nlines",
  "cr\rcrlf\r\n",
  "\u001b[31mred\u001b[0m",
  '"quoted", and,"',
  "tab\there",
  "$ERROR$",
  "NaN",
  "-inf",
  "1e999",
  "#record 1",
  "attachment://0123456789abcdef0123456789abcdef",
  "$& $1 $`",
  "(?:a+)+$",
  "👩‍👩‍👧 é e\u0301 ﷽",
  "a".repeat(3000)
];

/** Long enough to show what is quadratic; rare. */
export const hugeText = "x".repeat(1 << 20);

const nested = (open: string, close: string, depth: number, core = "") =>
  new Raw(open.repeat(depth) + core + close.repeat(depth));

/** Values of every other type, and JSON that parses to what nobody expects. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e15,
  1e300,
  123456789,
  [],
  [null],
  [[]],
  ["x", 1],
  {},
  {text: 1},
  {type: {}, text: null},
  [{type: {toString: null, valueOf: null}}],
  {toString: null, valueOf: null},
  {toString: 1, toJSON: 1},
  {length: 1e9},
  new Raw('{"__proto__":{"polluted":true}}'),
  new Raw('{"constructor":{"prototype":{"polluted":true}}}'),
  new Raw('{"a":1,"a":2}'),
  new Raw("1e999"),
  new Raw("-1e999"),
  new Raw("NaN"),
  new Raw("-Infinity"),
  new Raw("-0"),
  new Raw("1e-400"),
  new Raw("123456789012345678901234567890"),
  new Raw('"\\ud800"'),
  new Raw("undefined"),
  new Raw("'x'"),
  nested("[", "]", 2000),
  nested('{"a":', "}", 2000, "1"),
  nested('[{"a":', "}]", 10_000, "1"),
  nested("[", "", 100)
];
