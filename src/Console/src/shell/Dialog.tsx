import { useEffect, useId, useRef, type ReactNode } from "react";
import { useTexts } from "../i18n/LanguageContext";

/** A modal dialog of the browser's own kind: it holds the focus, closes with Escape, and gives the focus back. */
export function Dialog({ title, onClose, wide, children }: { title: string; onClose: () => void; wide?: boolean; children: ReactNode }) {
  const { t } = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // By itself the browser would focus the close button.
    (dialog.querySelector<HTMLElement>("input") ?? dialog.querySelector<HTMLElement>(".primary"))?.focus();
  }, []);
  return (
    <dialog
      ref={ref} className={wide ? "dialog dialog-wide" : "dialog"} aria-labelledby={heading}
      onCancel={(e) => { e.preventDefault(); onClose(); }}
      onClick={(e) => { if (e.target === ref.current) onClose(); }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="plain" aria-label={t("common.close")} onClick={onClose}>×</button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
