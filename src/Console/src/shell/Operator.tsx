import { createContext, use, useCallback, useMemo, useRef, useState, type FormEvent, type ReactNode } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { Dialog } from "./Dialog";
import { readStored, writeStored } from "./browserStore";

interface Operator {
  name: string;
  /** The name, asked for where it is not known yet; null where the person would not give one. */
  require: () => Promise<string | null>;
  change: () => void;
}

const OperatorContext = createContext<Operator | null>(null);
const storageKey = "edgewatch.operator";

export function OperatorProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState(() => readStored(storageKey) ?? "");
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((name: string | null) => void)[]>([]);

  const answer = useCallback((given: string | null) => {
    if (given) {
      writeStored(storageKey, given);
      setName(given);
    }
    setAsking(false);
    waiting.current.splice(0).forEach((resolve) => resolve(given));
  }, []);

  const require = useCallback(() => {
    if (name) return Promise.resolve(name);
    setAsking(true);
    return new Promise<string | null>((resolve) => waiting.current.push(resolve));
  }, [name]);

  const operator = useMemo(() => ({ name, require, change: () => setAsking(true) }), [name, require]);
  return (
    <OperatorContext value={operator}>
      {children}
      {asking && <OperatorDialog name={name} onAnswer={answer} />}
    </OperatorContext>
  );
}

function OperatorDialog({ name, onAnswer }: { name: string; onAnswer: (name: string | null) => void }) {
  const { t } = useTexts();
  const [text, setText] = useState(name);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (text.trim()) onAnswer(text.trim());
  };
  return (
    <Dialog title={t("operator.title")} onClose={() => onAnswer(null)}>
      <form onSubmit={submit} className="operator-form">
        <p>{t("operator.help")}</p>
        <label>
          {t("operator.field")}
          <input required maxLength={80} autoComplete="name" value={text} onChange={(e) => setText(e.target.value)} />
        </label>
        <div className="dialog-buttons">
          <button type="button" onClick={() => onAnswer(null)}>{t("common.cancel")}</button>
          <button type="submit" className="primary" disabled={!text.trim()}>{t("operator.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}

export function useOperator(): Operator {
  const operator = use(OperatorContext);
  if (!operator) throw new Error("useOperator needs an OperatorProvider above it");
  return operator;
}
