import { describe, expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  newSecret,
  oldSecret,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { bare, facts, sick } from '../../../test/support/status.ts';
import { aView, textOf } from '../../../test/support/view.ts';
import type { DaemonState } from '../../daemon/state.ts';
import { statusJson } from '../../daemon/status/json.ts';
import type { Language } from '../../report/html/language.ts';
import { verdictOf } from '../verdict.ts';
import { FleetPage } from './page.tsx';

function page(state: DaemonState, address = '/', language: Language = 'en'): string {
  const status = statusJson(state, facts);
  const view = { ...aView(address, language), verdict: verdictOf(status) };
  return `${FleetPage({ view, status, state })}`;
}

const many = (number: number) =>
  aState({
    tenants: tenantsOf(
      ...Array.from({ length: number }, (_, index) =>
        aTenantState({
          name: `t${index}`,
          syncs: [aSyncState({ status: 'OutOfSync', drift: [intervalDrift(600, 300)] })],
        }),
      ),
    ),
  });

describe('the fleet', () => {
  test('says in one line that all is well, or what is not', () => {
    expect(page(aState())).toMatch(/<h1>.*All is well/s);
    expect(page(sick, '/', 'de')).toMatch(/<h1>.*1 von 2 Mandanten nicht erreichbar/s);
  });

  test('tells what differs once, and no secret', () => {
    expect(textOf(page(many(70))).match(/10m → 5m/g)).toHaveLength(1);
    const html = page(sick);
    expect(html).toContain('observed only');
    expect(html).not.toMatch(new RegExp(`${oldSecret}|${newSecret}`));
  });

  test('has pages that keep what was asked for', () => {
    const html = page(many(130), '/?q=t&state=outOfSync&page=2');
    expect(html).toContain('rel="prev" href="/?q=t&amp;state=outOfSync"');
    expect(html).toContain('rel="next" href="/?q=t&amp;state=outOfSync&amp;page=3"');
  });

  test('leads from a name of any kind to its tenant', () => {
    const name = '<img onerror=x>/%\u202e';
    const html = page(aState({ tenants: tenantsOf(aTenantState({ name })) }));
    expect(html).toContain(`href="/tenants/${encodeURIComponent(name)}"`);
    expect(html).not.toContain('<img');
  });

  test('says what to do where there is nothing', () => {
    expect(page(bare())).toContain('The first pass has not finished yet.');
    expect(page(aState({ tenants: new Map() }))).toContain('Name them in sollist.yaml');
    expect(page(aState(), '/?q=nobody')).toContain('No tenant is like that.');
  });
});
