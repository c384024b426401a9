import type { Child } from 'hono/jsx';
import type { View } from '../view.ts';

type OfView = { readonly view: View };

/** Asks for a pass at once. Draws nothing where no token is configured, as all buttons. */
export function ReconcileButton({ view }: OfView) {
  return (
    <ActionForm view={view} action="reconcile">
      <button type="submit">{view.words.actions.reconcile}</button>
    </ActionForm>
  );
}

/** Approves exactly that plan; `plan` is its whole id. */
export function ApproveButton({ view, plan }: OfView & { readonly plan: string }) {
  return (
    <ActionForm view={view} action="approve" plan={plan}>
      <button type="submit" class="main">
        {view.words.actions.approve}
      </button>
    </ActionForm>
  );
}

/** Draws nothing where nobody is signed in. */
export function SignOutButton({ view }: OfView) {
  if (view.visit?.isSignedIn !== true) return null;
  return (
    <ActionForm view={view} action="sign-out">
      <button type="submit">{view.words.actions.signOut}</button>
    </ActionForm>
  );
}

export type PageAction = 'reconcile' | 'approve' | 'sign-out';

type ActionFormOptions = OfView & {
  readonly action: PageAction;
  readonly plan?: string;
  readonly children?: Child;
};

/** Posts, and comes back to the page it stands on. */
export function ActionForm({ view: { visit, address }, action, plan, children }: ActionFormOptions) {
  if (!visit) return null;
  return (
    <form method="post" action={`/actions/${action}`} class="action">
      <input type="hidden" name="proof" value={visit.proof} />
      <input type="hidden" name="from" value={`${address.pathname}${address.search}`} />
      {plan !== undefined && <input type="hidden" name="plan" value={plan} />}
      {children}
    </form>
  );
}
