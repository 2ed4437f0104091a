import type { Subject } from "../../src/api/types.ts";

/** Draws a street picture as SVG: what a camera would have sent, good enough to judge the page by. */
export interface Thing {
  kind: "bin" | "overflow" | "garbage" | "manhole_open" | "manhole_closed" | "car" | "motorcycle" | "stall" | "person";
  x: number;
  y: number;
  size: number;
}

const width = 1280;
const height = 720;

export function boxOf(thing: Thing): Pick<Subject, "x1" | "y1" | "x2" | "y2"> {
  const [w, h] = extent[thing.kind];
  const half = (w * thing.size) / 2;
  return { x1: (thing.x - half) / width, x2: (thing.x + half) / width, y1: (thing.y - h * thing.size) / height, y2: thing.y / height };
}

const extent: Record<Thing["kind"], [number, number]> = {
  bin: [70, 105], overflow: [110, 140], garbage: [150, 60], manhole_open: [110, 46], manhole_closed: [110, 46], car: [260, 120], motorcycle: [110, 90], stall: [210, 170], person: [44, 130],
};

export function drawScene(seed: number, dusk: boolean, things: Thing[], caption: string): string {
  const random = randomOf(seed);
  const sky = dusk ? ["#39424f", "#6b6660"] : ["#b8cad6", "#e3e2da"];
  const road = dusk ? "#3d4146" : "#767b80";
  const kerb = dusk ? "#6a6a66" : "#a9a69e";
  const vanish = 420 + random() * 440;
  const parts = [
    `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>`,
    `<filter id="n"><feTurbulence baseFrequency=".8" numOctaves="2" seed="${seed}"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .22 0"/></filter></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#s)"/>`,
    buildings(random, dusk),
    `<path d="M0 390H${width}V${height}H0z" fill="${kerb}"/>`,
    `<path d="M${vanish - 60} 372h120L${width + 260} ${height}H-160z" fill="${road}"/>`,
    `<path d="M${vanish} 380L${vanish + 60} ${height}" stroke="#d9d6c2" stroke-width="8" stroke-dasharray="46 38" opacity=".7"/>`,
    `<path d="M${vanish - 62} 372L-170 ${height}M${vanish + 62} 372L${width + 270} ${height}" stroke="#cfcabd" stroke-width="7" opacity=".6"/>`,
    ...[...things].sort((a, b) => a.y - b.y).map(draw),
    `<rect width="${width}" height="${height}" filter="url(#n)" opacity=".5"/>`,
    `<text x="24" y="46" font-family="monospace" font-size="26" fill="#fff" stroke="#000" stroke-width="3" paint-order="stroke">${caption}</text>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join("")}</svg>`;
}

function buildings(random: () => number, dusk: boolean): string {
  let x = -20;
  let out = "";
  while (x < width) {
    const w = 110 + random() * 150;
    const h = 170 + random() * 180;
    const tone = dusk ? 52 + random() * 26 : 150 + random() * 60;
    out += `<rect x="${x}" y="${392 - h}" width="${w}" height="${h}" fill="rgb(${tone},${tone * 0.96},${tone * 0.9})"/>`;
    for (let wy = 392 - h + 18; wy < 340; wy += 38)
      for (let wx = x + 14; wx < x + w - 24; wx += 34)
        out += `<rect x="${wx}" y="${wy}" width="18" height="22" fill="${dusk && random() > 0.6 ? "#f4cf7c" : dusk ? "#2c343d" : "#6f7f8c"}"/>`;
    if (random() > 0.4) out += `<rect x="${x + 6}" y="346" width="${w - 12}" height="14" fill="hsl(${Math.floor(random() * 360)} 45% ${dusk ? 32 : 48}%)"/>`;
    x += w + 4;
  }
  return out;
}

function draw(thing: Thing): string {
  const at = (body: string) => `<g transform="translate(${thing.x} ${thing.y}) scale(${thing.size})">${body}</g>`;
  const shadow = (w: number) => `<ellipse cy="-2" rx="${w / 2}" ry="${w / 9}" fill="#000" opacity=".28"/>`;
  switch (thing.kind) {
    case "bin": return at(`${shadow(84)}<path d="M-30-86h60l-6 86h-48z" fill="#2f6b4a"/><rect x="-35" y="-105" width="70" height="20" rx="5" fill="#275a3e"/>`);
    case "overflow": return at(`${shadow(120)}<path d="M-30-86h60l-6 86h-48z" fill="#2f6b4a"/><path d="M-44-84q6-40 28-34 8-26 30-10 26-8 30 40z" fill="#d8d3c6"/><path d="M-20-104q10-24 26-6zM14-96q18-22 26 8z" fill="#30373d"/><path d="M-55 0q4-26 26-22 12-12 18 22zM22 0q10-30 33 0z" fill="#e6e1d2"/>`);
    case "garbage": return at(`${shadow(150)}<path d="M-75 0q10-40 42-30 16-40 46-22 26-20 40 14 20 6 22 38z" fill="#c9c3b2"/><path d="M-40-6q10-28 30-20 6-14 20 20zM20-4q8-22 26 2z" fill="#23282c"/><path d="M-62-2l22-18 8 18zM44-8l18-10 6 16z" fill="#7fa3c4"/>`);
    case "manhole_open": return at(`<ellipse cy="-23" rx="55" ry="23" fill="#8b8e90"/><ellipse cy="-22" rx="47" ry="18" fill="#07090a"/>`);
    case "manhole_closed": return at(`<ellipse cy="-23" rx="55" ry="23" fill="#8b8e90"/><ellipse cy="-23" rx="47" ry="18" fill="#4e5254"/><path d="M-36-23h72M-24-14h48M-24-32h48" stroke="#6d7173" stroke-width="3"/>`);
    case "car": return at(`${shadow(270)}<path d="M-128-18q-6-36 26-42l34-6 30-44q6-8 16-8h70q12 0 20 10l24 40q38 4 36 50z" fill="#b7bec6"/><path d="M-30-70l22-34h32v34zM32-70v-34h30l22 34z" fill="#27323b"/><circle cx="-76" cy="-20" r="22" fill="#15181b"/><circle cx="72" cy="-20" r="22" fill="#15181b"/>`);
    case "motorcycle": return at(`${shadow(110)}<circle cx="-36" cy="-20" r="19" fill="none" stroke="#15181b" stroke-width="8"/><circle cx="36" cy="-20" r="19" fill="none" stroke="#15181b" stroke-width="8"/><path d="M-40-24l16-34h40l20 34z" fill="#a3332a"/><path d="M-34-66h34l6 12h-34zM24-58l-8-30h-16" fill="#22272b" stroke="#22272b" stroke-width="6"/>`);
    case "stall": return at(`${shadow(220)}<path d="M-105-160h210l-16-10h-178z" fill="#8f2f27"/><path d="M-105-160h210v26h-210z" fill="#c94b3c"/><path d="M-96-134v134M96-134v134" stroke="#565b5f" stroke-width="6"/><path d="M-90-60h180v60h-180z" fill="#8a6d4d"/><path d="M-80-60q16-26 32 0 16-26 32 0 16-26 32 0 16-26 32 0 16-26 32 0z" fill="#d98e2b"/>`);
    case "person": return at(`${shadow(46)}<circle cy="-116" r="13" fill="#caa07f"/><path d="M-18-98q18-12 36 0l4 48h-44z" fill="#39506b"/><path d="M-16-50h32l-4 50h-9l-3-40-3 40h-9z" fill="#23282e"/>`);
  }
}

/** Numbers in 0..1 that a seed fixes (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
