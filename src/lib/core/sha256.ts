const constants = Uint32Array.from({length: 64}, (_, i) => fraction(Math.cbrt(prime(i))));
const initial = Uint32Array.from({length: 8}, (_, i) => fraction(Math.sqrt(prime(i))));

const encoder = new TextEncoder();
/** Filled anew for every block. */
const schedule = new Uint32Array(64);

/**
 * SHA-256 (FIPS 180-4) of bytes or of a text's UTF-8, as 64 hexadecimal digits. Synchronous and
 * pure, so that a page and the command line give a document the same name.
 */
export function sha256(message: string | Uint8Array): string {
  const bytes = typeof message === "string" ? encoder.encode(message) : message;
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = initial.slice();
  for (let at = 0; at < padded.length; at += 64) compressInPlace(state, schedule, view, at);
  let digits = "";
  for (let i = 0; i < 8; i++) digits += (state[i] as number).toString(16).padStart(8, "0");
  return digits;
}

function compressInPlace(state: Uint32Array, w: Uint32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const [x, y] = [w[i - 15] as number, w[i - 2] as number];
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
  }
  // Plain variables, moved one by one: arrays of eight take several times as long.
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[i] as number) + (w[i] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (words[i] as number);
}

function rotate(x: number, bits: number): number {
  return (x >>> bits) | (x << (32 - bits));
}

/** The i-th prime, from 2. */
function prime(i: number): number {
  let candidate = 2;
  for (let seen = 0; ; candidate++) {
    let divisor = 2;
    while (candidate % divisor !== 0) divisor++;
    if (divisor === candidate && seen++ === i) return candidate;
  }
}

function fraction(x: number): number {
  return Math.floor((x - Math.floor(x)) * 2 ** 32);
}
