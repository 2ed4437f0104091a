import { useState, type FormEvent } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { ChoiceMenu } from "./ChoiceMenu";
import type { Decision } from "./useVerdicts";

// Sent as they stand here, so that thresholds can be tuned by reason whatever language the reader had.
const reasons = ["nothing-there", "not-a-problem", "permitted", "already-gone", "unclear-picture", "wrong-zone"] as const;

export function RejectMenu({ onDecide, onClose }: { onDecide: (decision: Decision) => void; onClose: () => void }) {
  const { t } = useTexts();
  const [other, setOther] = useState("");
  const reject = (reason: string) => onDecide({ kind: "reject", reason });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (other.trim()) reject(other.trim());
  };
  const choices = reasons.map((reason) => ({ key: reason, content: <span>{t(`reason.${reason}`)}</span>, onChoose: () => reject(reason) }));
  return (
    <ChoiceMenu title={t("reject.title")} choices={choices} onClose={onClose}>
      <form className="menu-form" onSubmit={submit}>
        <input aria-label={t("reject.other")} placeholder={t("reject.other")} maxLength={400} value={other} onChange={(e) => setOther(e.target.value)} />
        <button type="submit" disabled={!other.trim()}>{t("reject.send")}</button>
      </form>
    </ChoiceMenu>
  );
}
