import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { Frame } from '../frame.tsx';
import type { View } from '../view.ts';
import { ActionForm, type PageAction } from './buttons.tsx';

type SignInOptions = {
  readonly view: View;
  readonly action: PageAction;
  /** The id of the plan that is to be approved. */
  readonly plan: string;
  /** What was wrong with the token that was sent. */
  readonly mistake?: string;
};

/** Asks for the token, and does what was asked for with it. */
export function SignInPage({ view, action, plan, mistake }: SignInOptions) {
  const { actions } = view.words;
  const then = action === 'approve' ? actions.thenApprove(shortPlanId(plan)) : actions.thenReconcile;
  return (
    <Frame view={view} title={actions.signIn} isStill>
      <section class="sign-in card">
        <h1>{actions.signIn}</h1>
        <p>{then}</p>
        {mistake !== undefined && (
          <p id="mistake" class="mistake" role="alert">
            {mistake}
          </p>
        )}
        <ActionForm view={view} action={action} {...(action === 'approve' && { plan })}>
          <TokenField view={view} isWrong={mistake !== undefined} />
          <div class="buttons">
            <button type="submit" class="main">
              {action === 'approve' ? actions.approve : actions.reconcile}
            </button>
            <a class="button" href={`${view.address.pathname}${view.address.search}`}>
              {actions.cancel}
            </a>
          </div>
        </ActionForm>
      </section>
    </Frame>
  );
}

function TokenField({ view, isWrong }: Pick<SignInOptions, 'view'> & { readonly isWrong: boolean }) {
  const { token, tokenHint } = view.words.actions;
  return (
    <>
      {/* What keeps passwords wants a user beside each; a field without a name is not sent. */}
      <input type="text" autocomplete="username" value="sollist" readonly hidden />
      <label for="token">{token}</label>
      <input
        id="token"
        name="token"
        type="password"
        autocomplete="current-password"
        required
        autofocus
        aria-describedby={isWrong ? 'mistake token-hint' : 'token-hint'}
        {...(isWrong && { 'aria-invalid': 'true' })}
      />
      <p id="token-hint" class="faint">
        {tokenHint}
      </p>
    </>
  );
}

/** Why nothing was done, with a way back. */
export function NotDonePage({ view, why }: { readonly view: View; readonly why: string }) {
  const { actions } = view.words;
  return (
    <Frame view={view} title={actions.notDone} isStill>
      <h1>{actions.notDone}</h1>
      <p>{why}</p>
      <p>
        <a class="button" href={`${view.address.pathname}${view.address.search}`}>
          {actions.back}
        </a>
      </p>
    </Frame>
  );
}
