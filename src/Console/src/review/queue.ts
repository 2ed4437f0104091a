import type { ApiError } from "../api/client";
import type { Case, CasePage } from "../api/types";
import { isForTheBridge, matches, openingFilter, type QueueFilter } from "./filter";

export interface Queue {
  filter: QueueFilter;
  /** Newest first. May hold the selected case although it matches the filter no more: it must not vanish under the reader's eyes. */
  items: Case[];
  total: number;
  /** More match than the bridge counted. */
  beyondTotal: boolean;
  next: number | string | null;
  selected: string | null;
  loading: boolean;
  error: ApiError | null;
  /** Cases that arrived by themselves since the selection last moved. */
  arrived: number;
  decided: number;
}

export type QueueAction =
  | { type: "filter"; filter: QueueFilter }
  | { type: "load" }
  | { type: "loaded"; page: CasePage; more: boolean }
  | { type: "failed"; error: ApiError }
  | { type: "changed"; case: Case }
  | { type: "select"; id: string }
  | { type: "step"; by: 1 | -1 }
  | { type: "decided"; id: string }
  | { type: "moved"; case: Case }
  | { type: "restored"; case: Case; select: boolean; undone: boolean };

export const openingQueue: Queue = {
  filter: openingFilter, items: [], total: 0, beyondTotal: false, next: null, selected: null, loading: true, error: null, arrived: 0, decided: 0,
};

export function reduceQueue(queue: Queue, action: QueueAction): Queue {
  switch (action.type) {
    case "filter": return { ...queue, filter: action.filter, items: [], total: 0, beyondTotal: false, next: null, selected: null, loading: true, error: null, arrived: 0 };
    case "load": return { ...queue, loading: true };
    case "failed": return { ...queue, loading: false, error: action.error };
    case "loaded": return loaded(queue, action.page, action.more);
    case "changed": return changed(queue, action.case);
    case "select": return select(queue, action.id);
    case "step": return step(queue, action.by);
    case "decided": return decided(queue, action.id);
    case "moved": return matches(queue.filter, action.case) ? changed(queue, action.case) : leave(queue, action.case.id);
    case "restored": return restored(queue, action.case, action.select, action.undone);
  }
}

/** The cases after the selected one in reading order: what to fetch ahead. */
export function ahead(queue: Queue, count: number): Case[] {
  const at = queue.items.findIndex((item) => item.id === queue.selected);
  return at < 0 ? [] : queue.items.slice(at + 1, at + 1 + count);
}

/** Whether the reader is so near the end of what is loaded that the next page should come by itself. */
export function needsMore({ items, selected, next, loading, error }: Queue): boolean {
  return next !== null && !loading && error === null && items.findIndex((item) => item.id === selected) >= items.length - nearEnd;
}

const nearEnd = 6;

function loaded(queue: Queue, page: CasePage, more: boolean): Queue {
  const kept = more ? queue.items : queue.items.filter((item) => item.id === queue.selected && !page.items.some((other) => other.id === item.id));
  const items = merge(queue, kept, page.items);
  return { ...queue, items, total: page.total, beyondTotal: page.moreThanTotal ?? false, next: page.next ?? null, selected: queue.selected ?? items[0]?.id ?? null, loading: false, error: null };
}

function changed(queue: Queue, fresh: Case): Queue {
  const before = queue.items.find((item) => item.id === fresh.id);
  const belongs = matches(queue.filter, fresh);
  if (before) {
    const belonged = matches(queue.filter, before);
    const total = queue.total + Number(belongs) - Number(belonged);
    if (belongs || fresh.id === queue.selected) return { ...queue, items: replace(queue.items, fresh), total };
    return { ...queue, items: queue.items.filter((item) => item.id !== fresh.id), total };
  }
  if (isForTheBridge(queue.filter)) return queue;
  // An older case than the last one loaded comes with "load older".
  if (!belongs || (queue.next !== null && fresh.number < (queue.items.at(-1)?.number ?? 0))) return queue;
  return {
    ...queue, items: merge(queue, queue.items, [fresh]), total: queue.total + 1,
    selected: queue.selected ?? fresh.id, arrived: queue.selected ? queue.arrived + 1 : 0,
  };
}

function select(queue: Queue, id: string): Queue {
  if (id === queue.selected) return queue;
  return { ...queue, selected: id, items: withoutStale(queue, id), arrived: 0 };
}

function step(queue: Queue, by: 1 | -1): Queue {
  const at = queue.items.findIndex((item) => item.id === queue.selected);
  const target = queue.items[at < 0 ? 0 : at + by];
  return target ? select(queue, target.id) : queue;
}

function decided(queue: Queue, id: string): Queue {
  return { ...leave(queue, id), decided: queue.decided + 1, arrived: 0 };
}

/** The case leaves at once and the one below it is next; at the end of the list the one above. */
function leave(queue: Queue, id: string): Queue {
  const at = queue.items.findIndex((item) => item.id === id);
  if (at < 0) return queue;
  const belonged = matches(queue.filter, queue.items[at]!);
  const items = queue.items.filter((item) => item.id !== id);
  const selected = queue.selected === id ? (items[at] ?? items[at - 1])?.id ?? null : queue.selected;
  return { ...queue, items, selected, total: queue.total - Number(belonged) };
}

function restored(queue: Queue, back: Case, selectIt: boolean, undone: boolean): Queue {
  const known = queue.items.some((item) => item.id === back.id);
  const belongs = matches(queue.filter, back);
  const items = belongs || selectIt ? merge(queue, queue.items, [back]) : queue.items;
  const selected = selectIt || !queue.selected ? (items.some((item) => item.id === back.id) ? back.id : queue.selected) : queue.selected;
  return {
    ...queue, items, selected, total: queue.total + Number(belongs && !known), decided: Math.max(0, queue.decided - Number(undone)),
  };
}

function withoutStale(queue: Queue, keep: string): Case[] {
  const items = queue.items.filter((item) => item.id === keep || matches(queue.filter, item));
  return items.length === queue.items.length ? queue.items : items;
}

function replace(items: Case[], fresh: Case): Case[] {
  return items.map((item) => (item.id === fresh.id ? fresh : item));
}

/** Newest first; a list of what is due keeps the bridge's order, the most pressing first. */
function merge({ filter }: Queue, items: Case[], more: Case[]): Case[] {
  const fresh = [...new Map([...items, ...more].map((item) => [item.id, item])).values()];
  return filter.due ? fresh : fresh.sort((a, b) => b.number - a.number);
}
