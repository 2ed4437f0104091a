import type { SensorFilter } from "../api/client";
import type { Sensor, SensorList, SensorState } from "../api/types";

/** Those in trouble first. */
export const faultsFirst: readonly SensorState[] = ["faulty", "silent", "refused", "unknown", "expected", "live"];

/** Where a page begins: in which state, and behind what. */
export interface Cursor {
  state: number;
  after?: string;
}

export interface SensorsPart {
  items: Sensor[];
  /** Sensors that match the text, by state. */
  states: Partial<Record<SensorState, number>>;
  /** How many match text and state. */
  total: number;
  next: Cursor | null;
}

export const firstCursor: Cursor = { state: 0 };

type List = (filter: SensorFilter, limit: number, after?: string) => Promise<SensorList>;

/**
 * One page of sensors. The bridge lists by id; asked for one state after another it yields those in trouble first, however many there are, and no page costs
 * more than a few requests.
 */
export async function loadSensors(list: List, { state, text }: { state: SensorState | ""; text: string }, from: Cursor, size: number): Promise<SensorsPart> {
  const order = state ? [state] : faultsFirst;
  const items: Sensor[] = [];
  let states: SensorsPart["states"] | null = null;
  const remains = (at: number) => states === null || (states[order[at]!] ?? 0) > 0;
  for (let at = from.state; at < order.length; at++) {
    if (!remains(at)) continue;
    const after = at === from.state ? from.after : undefined;
    const answer = await list({ state: order[at]!, ...(text ? { text } : {}) }, size - items.length, after);
    states = answer.states;
    items.push(...answer.items);
    const rest = order.findIndex((_, i) => i > at && remains(i));
    const next = answer.next ? { state: at, after: answer.next } : rest < 0 ? null : { state: rest };
    if (items.length >= size || next === null) return { items, states, total: totalOf(states, order), next };
  }
  return { items, states: states ?? {}, total: totalOf(states ?? {}, order), next: null };
}

const totalOf = (states: SensorsPart["states"], order: readonly SensorState[]) => order.reduce((sum, state) => sum + (states[state] ?? 0), 0);
