import type { ToldField, ToldSync } from '../../report/explain/answer.ts';
import { statusOf } from '../../report/explain/matrix.ts';
import { Mark } from '../../report/html/kit/mark.tsx';
import type { View } from '../view.ts';
import { ForeignValue, statusTones } from './pieces.tsx';
import { Why } from './why.tsx';

type FieldsOptions = { readonly view: View; readonly told: ToldSync; readonly unanswered: string };

/** Each field with Soll, Ist and why; options that nobody manages are folded below. */
export function Fields({ view, told, unanswered }: FieldsOptions) {
  const { words } = view;
  const isFolded = ({ field, chain }: ToldField) =>
    told.isManaged && field === 'configs' && chain.length === 0;
  const folded = told.fields.filter(isFolded);
  const managed = told.fields.filter((field) => !isFolded(field));
  return (
    <section aria-labelledby="fields">
      <h2 id="fields">{words.detail.fields}</h2>
      {managed.length > 0 && <FieldTable view={view} told={told} unanswered={unanswered} fields={managed} />}
      {folded.length > 0 && (
        <details class="folded">
          <summary>{words.detail.unmanagedOptions(folded.length)}</summary>
          <FieldTable view={view} told={told} unanswered={unanswered} fields={folded} />
        </details>
      )}
    </section>
  );
}

function FieldTable({ fields, ...of }: FieldsOptions & { readonly fields: readonly ToldField[] }) {
  const { common, words } = of.view;
  return (
    <table class="fields cards" aria-labelledby="fields">
      <thead>
        <tr>
          <th scope="col">{words.detail.field}</th>
          <th scope="col">{common.wanted}</th>
          <th scope="col">{common.live}</th>
          <th scope="col">{words.detail.status}</th>
          <th scope="col">{words.detail.why}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <FieldRow {...of} field={field} />
        ))}
      </tbody>
    </table>
  );
}

type FieldOptions = FieldsOptions & { readonly field: ToldField };

function FieldRow({ field, ...of }: FieldOptions) {
  const { common, words } = of.view;
  const { wanted, isContradicted } = field;
  const status = statusOf(field);
  return (
    <tr>
      <th scope="row">
        <ForeignValue text={field.name} />
      </th>
      <td data-label={common.wanted} class="value">
        {wanted ? <ForeignValue text={wanted.text} /> : isContradicted ? words.detail.atOdds : '–'}
      </td>
      <td data-label={common.live} class="value">
        <Live {...of} field={field} />
      </td>
      <td data-label={words.detail.status}>
        {status === 'Unmanaged' ? (
          <span class="faint">{words.detail.unmanaged}</span>
        ) : (
          <Mark tone={statusTones[status]} words={common} />
        )}
      </td>
      <td data-label={words.detail.why} class="why">
        {field.chain.length > 0 && <Why view={of.view} field={field} />}
      </td>
    </tr>
  );
}

function Live({ view, told, field, unanswered }: FieldOptions) {
  const { detail } = view.words;
  const { live, wanted } = field;
  if (live && statusOf(field) === 'OutOfSync' && live.text === wanted?.text) return <>{detail.another}</>;
  if (live) return <ForeignValue text={live.text} />;
  const missing = field.field === 'configs' ? detail.lacksOption : detail.untold;
  return <span class="faint">{told.isAnswered ? missing : unanswered}</span>;
}
