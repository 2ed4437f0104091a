import type { LiveMessage } from "./types";

export type LiveState = "connecting" | "live" | "reconnecting";

type MessageListener = (message: LiveMessage) => void;
type StateListener = () => void;

const kinds = ["case", "camera", "sensors", "agent", "settings"] as const;

/** Reads one server-sent event; null where its data is no JSON object (one bad message must not end the stream). */
export function parseLive(type: (typeof kinds)[number], data: string): LiveMessage | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? ({ ...value, type } as LiveMessage) : null;
  } catch {
    return null;
  }
}

/**
 * The one connection to /api/live, shared by all pages. EventSource reconnects by itself after a dropped connection, but gives
 * up for good on an error status (a bridge that is starting behind a proxy), so we open it again ourselves then.
 */
export class LiveFeed {
  private source: EventSource | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private current: LiveState = "connecting";
  private wasLive = false;
  private broke = false;
  private readonly messageListeners = new Set<MessageListener>();
  private readonly stateListeners = new Set<StateListener>();
  private readonly caughtUpListeners = new Set<StateListener>();

  open(): void {
    if (this.source) return;
    const source = new EventSource("/api/live");
    this.source = source;
    source.onopen = () => {
      this.setState("live");
      if (this.broke) this.caughtUpListeners.forEach((listen) => listen());
      this.wasLive = true;
      this.broke = false;
    };
    source.onerror = () => {
      this.broke = true;
      this.setState(this.wasLive ? "reconnecting" : "connecting");
      if (source.readyState === EventSource.CLOSED) this.reopenSoon();
    };
    for (const kind of kinds) source.addEventListener(kind, (e) => this.receive(kind, (e as MessageEvent<string>).data));
  }

  close(): void {
    if (this.retry) clearTimeout(this.retry);
    this.retry = null;
    this.source?.close();
    this.source = null;
  }

  get state(): LiveState {
    return this.current;
  }

  onMessage(listener: MessageListener): () => void {
    this.messageListeners.add(listener);
    return () => this.messageListeners.delete(listener);
  }

  onState(listener: StateListener): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  /** Called after a reconnection: messages of the gap are lost, so whoever shows lists loads them again. */
  onCaughtUp(listener: StateListener): () => void {
    this.caughtUpListeners.add(listener);
    return () => this.caughtUpListeners.delete(listener);
  }

  private receive(kind: (typeof kinds)[number], data: string): void {
    const message = parseLive(kind, data);
    if (message) this.messageListeners.forEach((listen) => listen(message));
  }

  private setState(state: LiveState): void {
    if (this.current === state) return;
    this.current = state;
    this.stateListeners.forEach((listen) => listen());
  }

  private reopenSoon(): void {
    this.close();
    this.retry = setTimeout(() => this.open(), 2000);
  }
}

export const live = new LiveFeed();
