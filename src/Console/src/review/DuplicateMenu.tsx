import { api, evidenceUrl } from "../api/client";
import type { Case } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName } from "../shell/Problems";
import { ageWords } from "../time/words";
import { useNow } from "../time/useNow";
import { CaseThumbnail } from "./CaseThumbnail";
import { ChoiceMenu } from "./ChoiceMenu";
import { likelyDuplicates, type Likely } from "./duplicates";
import { firstSourceOf, sourceTitle } from "./sources";
import type { Decision } from "./useVerdicts";

export function DuplicateMenu({ of, onDecide, onClose }: { of: Case; onDecide: (decision: Decision) => void; onClose: () => void }) {
  const { t } = useTexts();
  const { value, loading } = useLoaded(`duplicates ${of.id}`, async (signal) => {
    const [pending, filed] = await Promise.all([api.cases({ state: "pending" }, 100, null, signal), api.cases({ state: "filed" }, 100, null, signal)]);
    return [...pending.items, ...filed.items];
  });
  const choices = likelyDuplicates(of, value ?? []).slice(0, 9).map((likely) => ({
    key: likely.of.id,
    content: <LikelyCase likely={likely} />,
    onChoose: () => onDecide({ kind: "duplicate", duplicateOf: likely.of.id, other: likely.of }),
  }));
  return <ChoiceMenu title={t("duplicate.title")} choices={choices} empty={loading ? t("common.loading") : t("duplicate.none")} onClose={onClose} />;
}

function LikelyCase({ likely: { of, sameSource, distance } }: { likely: Likely }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  const now = useNow(5);
  const source = firstSourceOf(of);
  const near = [
    sameSource ? t(source.kind === "sensor" ? "duplicate.sameSensor" : "duplicate.sameCamera") : source.kind === "city" ? sourceTitle(t, source) : source.name,
    distance === null || sameSource ? "" : t("duplicate.distance", { n: Math.round(distance) }),
    ageWords(t, of.seenAt, now),
    t(`state.${of.state}`),
  ];
  return (
    <span className="likely">
      <CaseThumbnail url={of.evidence ? evidenceUrl(of.evidence) : undefined} subjects={of.subjects} kind={source.kind} />
      <span>
        <strong>{problemName(of.problem)}</strong> <span className="quiet">#{of.number}</span>
        <br /><span className="quiet">{near.filter(Boolean).join(" · ")}</span>
      </span>
    </span>
  );
}
