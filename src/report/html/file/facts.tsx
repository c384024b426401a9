import { fullTime } from '../../../base/time/shown.ts';
import { shortRevision, splitRevision } from '../../../files/revision.ts';
import type { Plan } from '../../../reconcile/plan.ts';
import { type Report, resultOf } from '../../../reconcile/report.ts';
import type { ReportLook } from '../../text.ts';
import { Foreign } from '../kit/foreign.tsx';
import type { Imprint } from './document.tsx';
import { Section } from './parts.tsx';

/** By which commit, in a few words. */
export function Origins({ plan: { revision, commit } }: { readonly plan: Plan }) {
  if (revision === null) return null;
  return (
    <>
      , by <Foreign text={shortRevision(revision, 7)} />
      {commit && (
        <>
          {' '}
          <Foreign text={commit.author} /> “<Foreign text={commit.subject} />”
        </>
      )}
    </>
  );
}

type AboutShown = { readonly report: Report; readonly look: ReportLook; readonly imprint: Imprint };

/** All that names what was planned or done, so that it is found again. */
export function About({ report, look: { here }, imprint }: AboutShown) {
  const { plan } = report;
  const { revision, dirty } = splitRevision(plan.revision);
  const at = report.kind === 'planned' ? report.at : undefined;
  const facts: Readonly<Record<string, string | false | undefined>> = {
    Result: resultOf(report),
    Made: fullTime(imprint.at, here),
    'Planned for': at !== undefined && fullTime(at, here),
    Revision: revision !== null && `${revision}${dirty ? ', and files that differ from it (dirty)' : ''}`,
    Commit: plan.commit && `${plan.commit.subject}, by ${plan.commit.author}`,
    'Compared with': plan.base,
    'Plan id': plan.id,
    Tree: plan.treeHash,
    'Made by': `sollist ${imprint.version}`,
  };
  return (
    <Section id="about" title="About this report">
      <dl class="facts">
        {Object.entries(facts).map(
          ([name, fact]) =>
            fact && (
              <div>
                <dt>{name}</dt>
                <dd>
                  <Foreign text={fact} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}
