import type { Suppression } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { Dialog } from "../shell/Dialog";
import { useProblemName } from "../shell/Problems";

/** Asks once more: what was quiet comes to the queue again. */
export function WithdrawDialog({ of, onClose, onWithdraw }: { of: Suppression; onClose: () => void; onWithdraw: () => void }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  return (
    <Dialog title={t("quiet.withdraw.title")} onClose={onClose}>
      <p>{t("quiet.withdraw.help", { problem: of.problem ? problemName(of.problem) : t("quiet.anyProblem") })}</p>
      <div className="dialog-buttons">
        <button type="button" onClick={onClose}>{t("common.cancel")}</button>
        <button type="button" className="primary" onClick={onWithdraw}>{t("quiet.withdraw")}</button>
      </div>
    </Dialog>
  );
}
