import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import type { Case, CaseChange, ChangeKind } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { usePopover } from "../shell/usePopover";
import { fieldsOf, needsReason, type ChangeField } from "./moves";

const flagNames = ["urgent", "supervised"] as const;

export type Change = Omit<CaseChange, "actor">;

/** Asks what a change needs before it is made: a reason, a department. Enter makes it, Escape leaves it. */
export function ChangeForm({ kind, of, onChange, onClose }: { kind: ChangeKind; of: Case; onChange: (change: Change) => void; onClose: () => void }) {
  const { t } = useTexts();
  const box = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [values, setValues] = useState<Partial<Record<ChangeField, string>>>({});
  const [flags, setFlags] = useState({ urgent: of.urgent ?? false, supervised: of.supervised ?? false });
  usePopover(box, onClose);
  useEffect(() => { box.current?.querySelector<HTMLElement>("input, button")?.focus(); }, []);

  const ready = !needsReason(kind) || reason.trim() !== "";
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (!ready) return;
    const changed = Object.fromEntries(flagNames.filter((name) => flags[name] !== (of[name] ?? false)).map((name) => [name, flags[name]]));
    const given = Object.entries(values).flatMap(([field, value]) => (value.trim() ? [[field, value.trim()]] : []));
    onChange({ kind, ...changed, ...Object.fromEntries(given), ...(reason.trim() ? { reason: reason.trim() } : {}) });
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    onClose();
  };

  return (
    <form ref={box} className="menu change-form" onSubmit={submit} onKeyDown={onKeyDown} aria-label={t(`change.${kind}`)}>
      <h2>{t(`change.${kind}`)}</h2>
      <p className="quiet">{t(`change.${kind}.help`)}</p>
      {fieldsOf(kind).map((field) => (
        <label key={field}>
          {t(`change.field.${field}`)}
          <input maxLength={200} placeholder={of[field] ?? ""} value={values[field] ?? ""} onChange={(e) => setValues((old) => ({ ...old, [field]: e.target.value }))} />
        </label>
      ))}
      <label>
        {t(needsReason(kind) ? "change.field.reason" : "change.field.note")}
        <input required={needsReason(kind)} maxLength={400} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
      {kind === "note" && flagNames.map((name) => (
        <label key={name} className="field-check"><input type="checkbox" checked={flags[name]} onChange={(e) => setFlags((old) => ({ ...old, [name]: e.target.checked }))} /> {t(`handling.${name}`)}</label>
      ))}
      <div className="dialog-buttons">
        <button type="button" onClick={onClose}>{t("common.cancel")}</button>
        <button type="submit" className="primary" disabled={!ready}>{t(`change.${kind}`)}</button>
      </div>
    </form>
  );
}
