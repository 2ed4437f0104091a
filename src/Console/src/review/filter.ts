import type { CaseQuery } from "../api/client";
import type { Box, Case, CaseState } from "../api/types";

export type Period = "" | "today" | "1d" | "7d" | "30d" | "days";
export type Due = "" | "due-soon" | "overdue";

/** What the queue shows. Empty texts: everything. */
export interface QueueFilter {
  state: CaseState | "all";
  problem: string;
  /** `agent/camera`. */
  camera: string;
  /** Number, component, or part of a camera's or sensor's name. */
  text: string;
  period: Period;
  /** Days of the period `days`, as the browser's field writes them: `2026-11-22`. */
  fromDay: string;
  toDay: string;
  due: Due;
  /** A part of the map. */
  box: Box | null;
}

export const openingFilter: QueueFilter = { state: "pending", problem: "", camera: "", text: "", period: "", fromDay: "", toDay: "", due: "", box: null };

/** Whether anything but all that waits is asked for. */
export const isNarrow = (filter: QueueFilter): boolean => (Object.keys(openingFilter) as (keyof QueueFilter)[]).some((key) => filter[key] !== openingFilter[key]);

/** Whether only the bridge can tell what belongs: then a new case shows with the next reading of the list, not by itself. */
export const isForTheBridge = ({ text, due, box }: QueueFilter): boolean => text.trim() !== "" || due !== "" || box !== null;

/** Whether storms stand as items of their own, so that their members do not: in the pile of what waits, but not where somebody looks for something. */
export const hidesStorms = ({ state, text, box }: QueueFilter): boolean => state === "pending" && text.trim() === "" && box === null;

export function matches(filter: QueueFilter, of: Case): boolean {
  return (filter.state === "all" || of.state === filter.state)
    && (!filter.problem || of.problem === filter.problem)
    && (!filter.camera || filter.camera === `${of.agent}/${of.camera}`)
    && !(of.storm && hidesStorms(filter));
}

const day = 86_400_000;

/** To a tenth of a metre: enough, and short in an address. */
const boxText = ({ west, south, east, north }: Box) => [west, south, east, north].map((edge) => Number(edge.toFixed(6))).join();

/** The query of the list; days are the reader's own. */
export function toQuery(filter: QueueFilter, now: number): CaseQuery {
  const [agent, camera] = filter.camera.split("/");
  return {
    ...(filter.state === "all" ? {} : { state: filter.state }),
    ...(filter.problem ? { problem: filter.problem } : {}),
    ...(agent && camera ? { agent, camera } : {}),
    ...(filter.text.trim() ? { text: filter.text.trim() } : {}),
    // What presses most comes first.
    ...(filter.due ? { due: filter.due, sort: "due" } : {}),
    ...(hidesStorms(filter) ? { storm: "none" } : {}),
    ...(filter.box ? { box: boxText(filter.box) } : {}),
    ...spanOf(filter, now),
  };
}

function spanOf({ period, fromDay, toDay }: QueueFilter, now: number): { from?: string; to?: string } {
  if (period === "") return {};
  if (period === "days") return { ...bound("from", fromDay, 0), ...bound("to", toDay, 1) };
  if (period === "today") return { from: new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString() };
  // To the minute, so that the same question is asked the same way for a while.
  return { from: new Date(Math.floor(now / 60_000) * 60_000 - Number.parseInt(period, 10) * day).toISOString() };
}

/** The beginning of a day so many days on, in the reader's time; nothing where the field is empty. */
function bound(key: "from" | "to", text: string, daysOn: number): { from?: string; to?: string } {
  const at = new Date(`${text}T00:00`);
  if (Number.isNaN(at.getTime())) return {};
  at.setDate(at.getDate() + daysOn);
  return { [key]: at.toISOString() };
}
