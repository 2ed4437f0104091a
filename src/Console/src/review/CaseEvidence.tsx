import type { Case, CaseDetail } from "../api/types";
import { BeforeAfter } from "../recheck/BeforeAfter";
import { CaseCharts } from "./CaseCharts";
import { CasePicture } from "./CasePicture";
import { kindsOf } from "./sources";

/** What a person judges a case by: the picture, what a sensor read, or both under each other so that neither needs scrolling. */
export function CaseEvidence({ of, detail }: { of: Case; detail: CaseDetail | undefined }) {
  const read = kindsOf(of).includes("sensor");
  // Once it was looked at again, what matters is whether anything has changed.
  const again = detail?.recheck?.after ? detail.recheck : null;
  const pictured = again !== null || of.evidence !== undefined || !read;
  return (
    <div className={`case-evidence${pictured && read ? " case-evidence-both" : ""}`}>
      {detail && again ? <BeforeAfter of={detail} recheck={again} /> : pictured && <CasePicture of={of} asked={detail?.corroborations ?? []} />}
      {read && <CaseCharts of={of} detail={detail} alone={!pictured} />}
    </div>
  );
}
