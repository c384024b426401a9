import { driftCauses, driftFates } from '../../journal/recent/tally.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';
import { exactTime } from '../../report/html/kit/time.tsx';
import type { View } from '../view.ts';
import type { DriftBucket } from './buckets.ts';

const parts = [...driftCauses, ...driftFates];

/** The same numbers for who does not see the picture: a row where anything was found, which leads to its history. */
export function DriftTable({
  view,
  buckets,
  hrefOf,
}: {
  readonly view: View;
  readonly buckets: readonly DriftBucket[];
  readonly hrefOf: (span: TimeSpan) => string;
}) {
  const { drift } = view.words;
  return (
    <div class="scroll">
      <table>
        <caption class="unseen">{drift.title}</caption>
        <thead>
          <tr>
            <th scope="col">{drift.time}</th>
            {parts.map((part) => (
              <th scope="col" class="number">
                {drift[part]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets
            .filter(({ total }) => total > 0)
            .map((bucket) => (
              <Row view={view} bucket={bucket} href={hrefOf(bucket)} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  view,
  bucket,
  href,
}: {
  readonly view: View;
  readonly bucket: DriftBucket;
  readonly href: string;
}) {
  return (
    <tr>
      <th scope="row">
        <a href={href}>{exactTime(bucket.from, view)}</a>
      </th>
      {parts.map((part) => (
        <td class="number">{bucket[part]}</td>
      ))}
    </tr>
  );
}
