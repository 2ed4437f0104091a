import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { useNow } from "../time/useNow";
import { useKeys } from "../keys/useKeys";

export interface Toast {
  kind: "done" | "problem";
  text: string;
  /** What follows from it. */
  detail?: string;
  /** Something to do about it, for as long as `until` (milliseconds). */
  action?: { label: (secondsLeft: number) => string; until: number; run: () => void };
}

interface Shown extends Toast {
  key: number;
  end: number;
}

interface Toasts {
  show: (toast: Toast) => void;
  clear: () => void;
}

const doneFor = 6_000;
const problemFor = 20_000;
const ToastContext = createContext<Toasts | null>(null);

/** Messages at the foot of the page; one with an action lives as long as the action. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const nextKey = useRef(0);

  const show = useCallback((toast: Toast) => {
    const end = toast.action?.until ?? Date.now() + (toast.kind === "problem" ? problemFor : doneFor);
    const fresh = { ...toast, key: nextKey.current++, end };
    setShown((old) => [...old.filter((other) => other.kind === "problem").slice(-2), fresh]);
  }, []);
  const dismiss = useCallback((key: number) => setShown((old) => old.filter((toast) => toast.key !== key)), []);
  const clear = useCallback(() => setShown((old) => old.filter((toast) => toast.kind === "problem")), []);
  const toasts = useMemo(() => ({ show, clear }), [show, clear]);

  return (
    <ToastContext value={toasts}>
      {children}
      <ToastList shown={shown} onDismiss={dismiss} />
    </ToastContext>
  );
}

function ToastList({ shown, onDismiss }: { shown: Shown[]; onDismiss: (key: number) => void }) {
  const { t } = useTexts();
  const last = shown.at(-1);
  useKeys({ Escape: () => last && onDismiss(last.key) }, last !== undefined);
  return (
    <section className="toasts" aria-label={t("toast.region")}>
      <div aria-live="polite">{shown.filter((toast) => toast.kind === "done").map((toast) => <ToastLine key={toast.key} toast={toast} onDismiss={onDismiss} />)}</div>
      <div aria-live="assertive">{shown.filter((toast) => toast.kind === "problem").map((toast) => <ToastLine key={toast.key} toast={toast} onDismiss={onDismiss} />)}</div>
    </section>
  );
}

function ToastLine({ toast, onDismiss }: { toast: Shown; onDismiss: (key: number) => void }) {
  const { t } = useTexts();
  const now = useNow();
  if (now > toast.end) return null;
  const { action } = toast;
  return (
    <div className={`toast toast-${toast.kind}`}>
      <span>{toast.text}{toast.detail && <span className="toast-detail"> {toast.detail}</span>}</span>
      {action && (
        <button type="button" className="toast-action" onClick={action.run}>
          {/* The seconds would be read out each second. */}
          <span aria-hidden="true">{action.label(Math.max(0, Math.floor((action.until - now) / 1000)))}</span>
          <span className="visually-hidden">{t("act.undo")}</span>
          <kbd>u</kbd>
        </button>
      )}
      <button type="button" className="toast-close" aria-label={t("toast.dismiss")} onClick={() => onDismiss(toast.key)}>×</button>
    </div>
  );
}

export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (!toasts) throw new Error("useToasts needs a ToastProvider above it");
  return toasts;
}
