import type { Case, CaseDetail, CasePage, MapAnswer, MapCells, Storm } from "../../src/api/types.ts";
import { allCases } from "./cases.ts";
import { described } from "./life.ts";

const most = 10_000;

/** A page of the cases that a query asks for, newest first. */
export function listCases(query: URLSearchParams): CasePage {
  const limit = Number(query.get("limit") ?? 50);
  const matching = allCases().filter((one) => matches(query, one)).reverse();
  const from = query.get("before") ? matching.findIndex((one) => one.number < Number(query.get("before"))) : 0;
  const items = from < 0 ? [] : matching.slice(from, from + limit);
  return { items, total: Math.min(most, matching.length), ...(matching.length > most ? { moreThanTotal: true } : {}), next: from >= 0 && from + limit < matching.length ? String(items.at(-1)!.number) : null };
}

function matches(query: URLSearchParams, one: CaseDetail): boolean {
  const text = query.get("text")?.toLowerCase();
  const [from, to, due] = [query.get("from"), query.get("to"), query.get("due")];
  return (["state", "problem", "camera", "sensor", "agent"] as const).every((key) => !query.get(key) || query.get(key) === one[key])
    && (!text || [String(one.number), one.component, one.camera, one.cameraName, one.sensor, one.sensorName].some((value) => value?.toLowerCase().includes(text)))
    && (!from || one.openedAt >= from) && (!to || one.openedAt < to)
    && (!due || (described(one).limits ?? []).some(({ state }) => state === due))
    && (!query.get("storm") || (query.get("storm") === "none" ? one.storm === undefined : one.storm === query.get("storm")))
    && (!query.get("box") || isIn(query.get("box")!.split(",").map(Number), one));
}

function isIn([west, south, east, north]: number[], { place }: Case): boolean {
  return place !== undefined && place.lon >= west! && place.lon <= east! && place.lat >= south! && place.lat <= north!;
}

/** Cases of a box, gathered in squares where they are many. */
export function mapCases(query: URLSearchParams): MapAnswer {
  const edges = ["west", "south", "east", "north"].map((name) => Number(query.get(name)));
  const states = query.get("state")?.split(",").filter(Boolean) ?? [];
  const found = allCases().filter((one) => isIn(edges, one) && (states.length === 0 || states.includes(one.state)) && (!query.get("problem") || query.get("problem") === one.problem));
  const zoom = Number(query.get("zoom") ?? 12);
  const answer: MapAnswer = { asOf: new Date().toISOString(), zoom, total: found.length, states: {}, clusters: [], cases: [] };
  for (const { state } of found) answer.states[state] = (answer.states[state] ?? 0) + 1;
  if (found.length <= 30) {
    answer.cases = found.map(({ id, number, state, problem, place, openedAt }) => ({ id, number, state, problem, lon: place!.lon, lat: place!.lat, errorRadius: place!.errorRadius, openedAt }));
    return answer;
  }
  const size = 360 / 2 ** (zoom + 2);
  const squares = grouped(found, ({ place }) => `${Math.floor(place!.lon / size)} ${Math.floor(place!.lat / size)}`);
  answer.clusters = [...squares.values()].map((all) => ({
    lon: all.reduce((sum, { place }) => sum + place!.lon, 0) / all.length, lat: all.reduce((sum, { place }) => sum + place!.lat, 0) / all.length, cases: all.length,
    states: Object.fromEntries([...grouped(all, ({ state }) => state)].map(([state, some]) => [state, some.length])),
  }));
  return answer;
}

/** Cells of half a hundredth of a degree, as the register of a made-up district has them. */
export function mapCells(query: URLSearchParams): MapCells {
  const [west = 0, south = 0, east = 0, north = 0] = (query.get("bbox") ?? "").split(",").map(Number);
  const [columns, rows] = [[west, east], [south, north]].map(([from, to]) => [Math.floor(from! / 0.005), Math.floor(to! / 0.005)] as const);
  const total = (columns![1] - columns![0] + 1) * (rows![1] - rows![0] + 1);
  if (total > 500) return { total, items: [] };
  const items = Array.from({ length: total }, (_, i) => {
    const [x, y] = [columns![0] + i % (columns![1] - columns![0] + 1), rows![0] + Math.floor(i / (columns![1] - columns![0] + 1))];
    const corner = (dx: number, dy: number): [number, number] => [(x + dx) * 0.005, (y + dy) * 0.005];
    return { id: `3599010${String(x % 10000).padStart(4, "0")}${String(y % 10000).padStart(4, "0")}`, rings: [[corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]] };
  });
  return { total, items };
}

/** Storms of the made-up world, with their members counted. */
export function listStorms(): Storm[] {
  return [...grouped(allCases().filter(({ storm }) => storm), ({ storm }) => storm!)].map(([id, members]) => ({
    id, problem: members[0]!.problem, from: members[0]!.seenAt, until: members.at(-1)!.seenAt, openedAt: members.at(-1)!.openedAt, cases: members.length, pending: members.filter(({ state }) => state === "pending").length,
    sources: members.length, usual: 1.4,
  }));
}

function grouped<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
