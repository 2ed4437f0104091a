import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import type { CameraSettings, CaseChange, LiveMessage, NewSuppression, Score, StormVerdict, Verdict } from "../../src/api/types.ts";
import { agents, applySettings, cameras, findCamera, reports } from "./cameras.ts";
import { allCases, applyVerdict, findCase, openCase, pictureOf, takeBack } from "./cases.ts";
import { ago } from "./clock.ts";
import { fillFilings, listFilings, settleFiling } from "./filings.ts";
import { applyChange, described, live } from "./life.ts";
import { listCases, listStorms, mapCases, mapCells } from "./lists.ts";
import { problems } from "./problems.ts";
import { recheckPicture } from "./rechecks.ts";
import { coverage, indices, patrol } from "./reports.ts";
import { boxOf, drawScene, randomOf, type Thing } from "./scenes.ts";
import { findSensor, listSensors } from "./sensors.ts";
import { addSuppression, suppressions, teach, withdraw } from "./suppressions.ts";

type Handler = (request: { params: string[]; query: URLSearchParams; body: unknown }, response: ServerResponse) => void;

const listeners = new Set<ServerResponse>();
const json = (response: ServerResponse, value: unknown, status = 200) => {
  response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" });
  response.end(JSON.stringify(value));
};
const refuse = (response: ServerResponse, status: number, title: string, detail: string) => json(response, { status, title, detail }, status);
const svg = (response: ServerResponse, text: string, headers: Record<string, string> = {}) => {
  response.writeHead(200, { "content-type": "image/svg+xml", ...headers });
  response.end(text);
};

function tell({ type, ...data }: LiveMessage): void {
  for (const response of listeners) response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}

const sceneOf = (seed: number): Thing[] => [
  { kind: "overflow", x: 330, y: 640, size: 1.3 }, { kind: "car", x: 860, y: 600, size: 1.1 }, { kind: "manhole_closed", x: 700, y: 690, size: 1 }, { kind: "person", x: 520 + (seed % 5) * 20, y: 505, size: 0.9 },
];

const routes: [string, RegExp, Handler][] = [
  ["GET", /^\/api\/cases$/, ({ query }, response) => json(response, listCases(query))],
  ["GET", /^\/api\/map\/cells$/, ({ query }, response) => json(response, mapCells(query))],
  ["GET", /^\/api\/map$/, ({ query }, response) => json(response, mapCases(query))],
  ["GET", /^\/api\/cases\/([^/]+)$/, ({ params }, response) => {
    const found = findCase(params[0]!);
    return found ? json(response, described(found)) : refuse(response, 404, "No such case", params[0]!);
  }],
  ["POST", /^\/api\/cases\/([^/]+)\/changes$/, ({ params, body }, response) => {
    const found = findCase(params[0]!);
    if (!found) return refuse(response, 404, "No such case", params[0]!);
    applyChange(found, body as CaseChange);
    json(response, described(found));
    tell({ type: "case", id: found.id, state: found.state, change: "changed", at: ago(0) });
  }],
  ["POST", /^\/api\/cases\/([^/]+)\/verdicts$/, ({ params, body }, response) => {
    const found = findCase(params[0]!);
    if (!found) return refuse(response, 404, "No such case", params[0]!);
    // Every thirteenth case was decided by someone else in the meantime, to see how that reads.
    if (found.number % 13 === 0 && found.state === "pending") {
      applyVerdict(found, { kind: "confirm", actor: "王工" });
      tell({ type: "case", id: found.id, state: found.state, change: "verdict", at: ago(0) });
    }
    else if (applyVerdict(found, body as Verdict)) {
      const { kind, actor, reason } = body as Verdict;
      if (kind === "reject" && found.camera) teach(`/agents/${found.agent}/cameras/${found.camera}`, found.zone ?? "", found.problem, actor, reason ?? "");
      json(response, described(found));
      return tell({ type: "case", id: found.id, state: found.state, change: "verdict", at: ago(0) });
    }
    return refuse(response, 409, "The case was decided meanwhile", `it is ${found.state}`);
  }],
  ["POST", /^\/api\/cases\/([^/]+)\/undo$/, ({ params, body }, response) => {
    const found = findCase(params[0]!);
    const back = found && takeBack(found, (body as { actor: string }).actor);
    if (!back) return refuse(response, 409, "The verdict stands", "more than a minute has passed");
    json(response, back);
    tell({ type: "case", id: back.id, state: back.state, change: "verdict", at: ago(0) });
  }],
  ["GET", /^\/api\/evidence\/([^/]+)$/, ({ params }, response) => {
    const picture = pictureOf(params[0]!) ?? recheckPicture(params[0]!);
    return picture ? svg(response, picture, { "cache-control": "public, max-age=31536000, immutable" }) : refuse(response, 404, "No such picture", params[0]!);
  }],
  ["GET", /^\/api\/agents$/, (_, response) => json(response, agents())],
  ["GET", /^\/api\/cameras$/, (_, response) => json(response, cameras)],
  ["GET", /^\/api\/cameras\/([^/]+)\/([^/]+)$/, ({ params }, response) => {
    const found = findCamera(params[0]!, params[1]!);
    return found ? json(response, found) : refuse(response, 404, "No such camera", params.join("/"));
  }],
  ["GET", /^\/api\/cameras\/([^/]+)\/([^/]+)\/snapshot$/, ({ params, query }, response) => {
    const found = findCamera(params[0]!, params[1]!);
    if (found?.state === "waiting" || !found?.online) return refuse(response, 504, "The agent did not answer", "it was asked 10 s ago");
    const seed = query.get("now") ? Math.floor(Date.now() / 1000) : 12;
    const things = sceneOf(seed);
    const subjects = things.filter((thing) => thing.kind !== "person").map((thing, i) => ({ class: thing.kind, score: [0.83, 0.61, 0.22][i], ...boxOf(thing) }));
    setTimeout(() => svg(response, drawScene(12, false, things, found.camera), { "x-taken-at": ago(2), "x-subjects": JSON.stringify(subjects) }), query.get("now") ? 900 : 60);
  }],
  ["GET", /^\/api\/cameras\/([^/]+)\/([^/]+)\/scores$/, ({ params, query }, response) => json(response, { items: scoresOf(params[1]!, query.get("class") ?? "", Number(query.get("hours") ?? 24)) })],
  ["GET", /^\/api\/scores\/([^/]+)\/picture$/, (_, response) => svg(response, drawScene(12, false, sceneOf(1), ""))],
  ["PUT", /^\/api\/cameras\/([^/]+)\/([^/]+)\/settings$/, ({ params, body }, response) => {
    const found = findCamera(params[0]!, params[1]!);
    if (!found) return refuse(response, 404, "No such camera", params.join("/"));
    const { actor: _, ...wanted } = body as CameraSettings & { actor: string };
    const { revision, refused, take } = applySettings(found, wanted);
    json(response, { revision });
    if (found.online) setTimeout(() => {
      take();
      tell({ type: "settings", agent: found.agent, revision: found.settings!.inForce, received: revision, refused: refused.length });
    }, 700);
  }],
  ["GET", /^\/api\/sensors$/, ({ query }, response) => json(response, listSensors(query))],
  ["GET", /^\/api\/sensors\/([^/]+)\/([^/]+)$/, ({ params }, response) => {
    const found = findSensor(params[0]!, params[1]!);
    return found ? json(response, found) : refuse(response, 404, "No such sensor", params.join("/"));
  }],
  ["GET", /^\/api\/problems$/, (_, response) => json(response, problems)],
  ["POST", /^\/api\/cases\/([^/]+)\/recheck$/, (_, response) => { response.writeHead(202).end(); }],
  ["GET", /^\/api\/storms$/, (_, response) => json(response, { items: listStorms() })],
  ["GET", /^\/api\/storms\/([^/]+)$/, ({ params }, response) => json(response, listStorms().find(({ id }) => id === params[0]))],
  ["POST", /^\/api\/storms\/([^/]+)\/verdicts$/, ({ params, body }, response) => {
    const { cases: chosen, ...verdict } = body as StormVerdict;
    const members = allCases().filter((one) => one.storm === params[0] && one.state === "pending" && (!chosen || chosen.includes(one.id)));
    members.forEach((one) => applyVerdict(one, verdict));
    json(response, { accepted: members.length, refused: [] });
  }],
  ["GET", /^\/api\/filings$/, ({ query }, response) => json(response, listFilings(query))],
  ["POST", /^\/api\/filings\/([^/]+)\/(retry|discard)$/, ({ params, body }, response) => {
    const settled = settleFiling(params[0]!, params[1]!, (body as { actor: string }).actor);
    return settled ? json(response, settled) : refuse(response, 409, "Not as it was", "the filing is sent already");
  }],
  ["GET", /^\/api\/reports\/patrol$/, ({ query }, response) => json(response, patrol(query))],
  ["GET", /^\/api\/reports\/indices$/, ({ query }, response) => json(response, indices(query))],
  ["GET", /^\/api\/reports\/coverage$/, ({ query }, response) => json(response, coverage(query))],
  ["GET", /^\/api\/suppressions$/, (_, response) => json(response, { items: suppressions })],
  ["POST", /^\/api\/suppressions$/, ({ body }, response) => json(response, addSuppression(body as NewSuppression), 201)],
  ["POST", /^\/api\/suppressions\/([^/]+)\/withdraw$/, ({ params }, response) => {
    if (!withdraw(params[0]!)) return refuse(response, 404, "No suppression is in force", params[0]!);
    response.writeHead(204).end();
  }],
  ["GET", /^\/api\/aside$/, (_, response) => json(response, [{ id: 1, at: ago(5400), topic: "edgewatch/v1/west-box-2/events", reason: "data.score is 1.4; a score lies in 0..1", bytes: 812, text: "{\"specversion\":\"1.0\",\"data\":{\"score\":1.4}}" }])],
  ["GET", /^\/api\/reports$/, (_, response) => json(response, reports())],
  ["GET", /^\/health$/, (_, response) => json(response, { status: "ok", broker: "ok", store: "ok" })],
];

function scoresOf(camera: string, of: string, hours: number): Score[] {
  const random = randomOf([...(camera + of)].reduce((n, c) => n * 31 + c.charCodeAt(0), 7));
  return Array.from({ length: of ? 60 + Math.floor(random() * 120) : 0 }, (_, i) => {
    const real = random() > 0.55;
    const score = Math.min(0.98, Math.max(0.1, real ? 0.74 + (random() - 0.5) * 0.4 : 0.1 + random() * random() * 0.6));
    return { id: `${camera}-${of}-${i}`, takenAt: ago(random() * hours * 3600), class: of, score: Number(score.toFixed(3)), threshold: 0.55, samplingProbability: score > 0.3 ? 1 : 0.2, model: "garbage-overflow@3fa91c02be77", hasPicture: i % 5 !== 0 };
  });
}

/** A made-up bridge for `npm run dev` and `npm run preview`; no part of the build. */
export function mockBridge(): Plugin {
  return {
    name: "mock-bridge",
    apply: (_, { command }) => command === "serve",
    configureServer(server) {
      if (process.env["VITEST"]) return;
      server.httpServer?.on("close", startWorld());
      server.middlewares.use((request, response, next) => void answer(request, response, next));
    },
    configurePreviewServer(server) {
      server.httpServer.on("close", startWorld());
      server.middlewares.use((request, response, next) => {
        // The policy of the real bridge, so that a breach shows here.
        response.setHeader("content-security-policy", "default-src 'self'; img-src 'self' data: blob:; style-src 'self'");
        void answer(request, response, next);
      });
    },
  };
}

function startWorld(): () => void {
  for (let i = Number(process.env["MOCK_CASES"] ?? 64); i > 0; i--) {
    const opened = openCase(i * 170);
    if (opened.number <= Number(process.env["MOCK_DECIDED"] ?? 40)) live(opened, i * 170);
  }
  fillFilings();
  for (const one of allCases().filter(({ state, problem }) => state === "pending" && problem === "road-occupied").slice(0, Number(process.env["MOCK_STORM"] ?? 6))) one.storm = "rain";
  const newCases = setInterval(() => {
    const fresh = openCase(1);
    tell({ type: "case", id: fresh.id, state: "pending", change: "opened", at: ago(0) });
  }, 25_000);
  const pings = setInterval(() => listeners.forEach((response) => response.write(": still here\n\n")), 15_000);
  return () => [newCases, pings].forEach(clearInterval);
}

async function answer(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const url = new URL(request.url ?? "/", "http://mock");
  if (url.pathname === "/api/live") return openLive(request, response);
  for (const [method, pattern, handle] of routes) {
    const match = request.method === method ? pattern.exec(url.pathname) : null;
    if (match) return handle({ params: match.slice(1).map(decodeURIComponent), query: url.searchParams, body: await bodyOf(request) }, response);
  }
  next();
}

function openLive(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.write(": welcome\n\n");
  listeners.add(response);
  request.on("close", () => listeners.delete(response));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : undefined;
}
