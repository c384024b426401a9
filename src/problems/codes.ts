/** What a code stands for, as docs/problems.md tells it. */
export type CodeMeaning = {
  readonly section: Section;
  /** What is wrong, in a sentence. */
  readonly means: string;
  /** What to do next: the hint below a message that has no nearer one. */
  readonly next: string;
};

/** Where a message comes up: the sections of docs/problems.md, in its order. */
export const sections = {
  file: 'Reading files',
  document: 'Documents and settings',
  live: 'Documents against the live state',
  refusal: 'Refusals',
  failure: 'Failures of a tenant',
  correction: 'Corrections that did not take',
  warning: 'Warnings',
  command: 'Commands and the daemon',
} as const;
export type Section = keyof typeof sections;

/** Every code that a message of the product may carry. The types of problems, failures and refusals take no other. */
// biome-ignore format: a table
export const codes = {
  'yaml': { section: 'file', means: 'The file is not YAML 1.2: an indentation, a quote, a bracket, or a character that may not stand in it.', next: 'mend the line; often the cause is one line above' },
  'file-name': { section: 'file', means: 'The name of a file or folder is not UTF-8, so it cannot be opened by it.', next: 'rename it' },
  'encoding': { section: 'file', means: 'The file is not UTF-8.', next: 'save the file as UTF-8' },
  'duplicate-key': { section: 'file', means: 'A map has one key twice, and only one value could count.', next: 'keep one of the two' },
  'key': { section: 'file', means: 'A key is empty, or is a list or a map.', next: 'write text, followed by a colon' },
  'alias': { section: 'file', means: 'An alias has no anchor above it, stands inside its own anchor, or blows the file up.', next: 'write the value out, or put it in quotes if it is meant to start with *' },
  'merge-key': { section: 'file', means: '`<<` merges something that is no map.', next: 'merge an alias of a map: `<<: *name`' },
  'tag': { section: 'file', means: 'A tag, such as `!secret`, means nothing here.', next: 'remove the tag; a secret is written { env: NAME } or { file: PATH }' },
  'too-deep': { section: 'file', means: 'Lists and maps are nested in more than 100 levels.', next: 'a document needs no more than four' },
  'too-large': { section: 'file', means: 'The file is larger than 10 MB, or holds more lines, documents or words than are read.', next: 'split it into several files' },
  'more-problems': { section: 'file', means: 'The file has more problems than are shown at once.', next: 'mend those above first; they may be the reason for the others' },
  'file-missing': { section: 'file', means: 'A file that was named does not exist.', next: 'check the name, and the folder from which it counts' },
  'file-unreadable': { section: 'file', means: 'A file cannot be read.', next: 'let the user that sollist runs as read it' },
  'folder-missing': { section: 'file', means: 'The folder of the desired state is not there. That is not an empty one: nothing is corrected until it is back.', next: 'make it, or name another with --syncs; `sollist pull` fills it' },
  'folder-unreadable': { section: 'file', means: 'The folder of the desired state cannot be read.', next: 'let the user that sollist runs as read it' },
  'dangling-link': { section: 'file', means: 'A link leads to nothing.', next: 'mend the link or remove it' },
  'link-loop': { section: 'file', means: 'A link leads back to a folder that holds it.', next: 'remove the link' },
  'too-many-folders': { section: 'file', means: 'There are more folders than are read: 10,000 on disk, or 500 that the links of a commit lead to. Most likely links lead to one another.', next: 'look for links that lead to the same folders again and again' },
  'not-a-file': { section: 'file', means: 'A pipe, a socket, a device or a folder stands where a file should.', next: 'put a file in its place, or call it something that does not end in .yaml' },

  'unknown-key': { section: 'document', means: 'The key means nothing here: most often a slip of the pen, or a wrong indentation.', next: 'check the spelling and the indentation' },
  'missing-key': { section: 'document', means: 'A key is missing that the map cannot do without.', next: 'add it' },
  'wrong-type': { section: 'document', means: 'A text stands where a number belongs, a map where a text belongs, and the like.', next: 'write the kind of value that the message names' },
  'bad-value': { section: 'document', means: 'The value is none that can stand here.', next: 'write a value as the README describes it' },
  'empty': { section: 'document', means: 'Nothing stands where something must.', next: 'write a value, or remove the key' },
  'duplicate': { section: 'document', means: 'One entry stands twice in a list.', next: 'keep one of the two' },
  'duration': { section: 'document', means: 'The duration cannot be read, has no unit, or is not between 1 second and 10 years.', next: 'write a number and a unit, like 90s, 5m or 1h30m' },
  'timestamp': { section: 'document', means: 'The date or time cannot be read, or does not exist.', next: 'write it like 2026-12-01T08:00:00+01:00' },
  'cron': { section: 'document', means: 'The cron expression cannot be read, or never comes.', next: 'write minute, hour, day, month and weekday, like "0 8 * * 1-5"' },
  'timezone': { section: 'document', means: 'There is no such time zone.', next: 'write it like Europe/Berlin' },
  'limit': { section: 'document', means: 'The limit is neither a whole number nor a share, below 1 or in percent.', next: 'write it like 20 or 0.5' },
  'url': { section: 'document', means: 'The address is no http or https address, holds a password, or is plain http to a host that is not this machine.', next: 'write an https address' },
  'secret-in-clear': { section: 'document', means: 'A secret stands where only a reference to one may. Its value is not shown; since it stood in a file, treat it as known to others.', next: 'write { env: NAME } or { file: PATH }' },
  'bad-reference': { section: 'document', means: 'A reference to a secret is neither `{ env: NAME }` nor `{ file: PATH }`.', next: 'write { env: NAME } or { file: PATH }' },
  'secret': { section: 'document', means: 'A secret that is referred to cannot be read: the variable is not set, or the file is missing, empty or not readable.', next: 'set the variable or put the file there, for the process that runs sollist' },
  'second-document': { section: 'document', means: '`sollist.yaml` holds several documents.', next: 'make one document of them' },
  'unknown-tenant': { section: 'document', means: 'No tenant has this name.', next: 'check the name against `tenants` in sollist.yaml' },
  'unknown-label': { section: 'document', means: 'No tenant carries these labels, so the document holds for nobody.', next: 'check the labels in sollist.yaml' },
  'no-tenant': { section: 'document', means: 'The document names no tenant, lies in no folder of one, and there is more than one.', next: 'add `tenant:` or `tenants:`' },
  'conflict': { section: 'document', means: 'Two documents of one rank want different values for one field of one sync.', next: 'keep one of the two, or let one name its tenants and the other select them' },
  'shared-option': { section: 'document', means: 'Two syncs of one type want different values for an option that Wawi stores once for both.', next: 'give it the same value in both documents, or leave it out of one' },
  'window-only': { section: 'document', means: 'A window sets `active`, and no document for the tenant says outside of it whether the sync is active: once the window closes, nobody would start the sync again.', next: 'write `active: true` beside `windows`, or in another document that names the sync' },
  'same-tenant': { section: 'document', means: 'Two names in `tenants` lead to the same tenant: they would correct each other for ever.', next: 'keep one, or give each its own tenant id or base URL' },
  'tenant-id-missing': { section: 'document', means: 'The cloud asks for a tenant id, and the tenant has none.', next: 'add `tenantId:`, or set JTL_TENANT_ID' },
  'two-sign-ins': { section: 'document', means: 'Both an API key (on-premise) and an OAuth client (cloud) are there, and only one can be meant.', next: 'keep the key on-premise, the client in the cloud' },
  'no-credentials': { section: 'document', means: 'Nothing says how to sign in.', next: 'add `auth:` to sollist.yaml, or set the JTL_… variables' },
  'catalogue': { section: 'document', means: 'A file in `.catalogue/` is no catalogue that this version reads.', next: 'write it anew: sollist catalogue' },

  'unknown-sync': { section: 'live', means: 'The tenant has no sync of this name, sales channel or identifier. Names match exactly or not at all. Most often it was removed in Wawi, or the name is misspelt. Nothing is written on this tenant until that is mended; the others go on.', next: 'removed in Wawi? Then delete the document, or leave this tenant out of it; else use the exact name, or the identifier' },
  'ambiguous-sync': { section: 'live', means: 'Several syncs fit.', next: 'add `salesChannel:`, or name the one by `id:`' },
  'unknown-option': { section: 'live', means: 'The sync has no option of this name or identifier.', next: 'use the exact name, or the identifier' },
  'ambiguous-option': { section: 'live', means: 'Several options of the sync have this name.', next: 'name the one by its identifier' },
  'mistyped': { section: 'live', means: 'The type of the option cannot hold the value. The value is not shown, since it may be a secret.', next: 'write a value that fits, or remove the line to leave the option alone' },
  'required-null': { section: 'live', means: 'A document wants null for an option that Wawi requires.', next: 'give it a value, or leave it out to leave it alone' },
  'null-not-supported': { section: 'live', means: 'Before version 2.1 the API cannot set a value to null.', next: 'use `api.version` 2.1 or later where the server has it; for an empty text write ""' },
  'locked': { section: 'live', means: 'A document wants `active: true`, but Wawi has locked the sync after errors, so it cannot be started. Nothing is written on this tenant until it is unlocked; the others go on.', next: 'unlock its account in Wawi first; to leave the sync alone meanwhile, `suspend` it or remove `active`' },

  'max-changes': { section: 'refusal', means: 'More syncs would change than `safety.maxChanges` allows in one pass. Nothing was written.', next: 'look at the plan; the message says what allows it where it stands' },
  'max-share': { section: 'refusal', means: "A larger share of a tenant's syncs would change than `safety.maxShare` allows. Nothing was written.", next: 'look at the plan; the message says what allows it where it stands' },
  'max-tenants': { section: 'refusal', means: 'More tenants would be changed than `safety.maxTenants` allows in one pass. Nothing was written.', next: 'look at the plan; the message says what allows it where it stands' },
  'another-plan': { section: 'refusal', means: 'A plan was approved, but what would be written now is another one: something has changed since, or a tenant does not answer. Nothing was written.', next: 'look at the plan and approve this one' },
  'saved-plan': { section: 'refusal', means: 'The saved plan was cut off, edited, or written by another major version.', next: 'save it anew: sollist plan --out plan.json' },
  'stale': { section: 'refusal', means: 'What a saved plan touches has changed since it was saved. Nothing was written.', next: 'look at a new plan: sollist plan' },

  'unreachable': { section: 'failure', means: 'No connection: the name, the address or the network.', next: 'check the address and the network between here and the server' },
  'timeout': { section: 'failure', means: 'No whole answer came within 30 seconds.', next: 'the server may be overloaded, or a firewall may drop what is sent' },
  'tls': { section: 'failure', means: 'No secure connection: the certificate is out of date, for another host, or not trusted.', next: 'check the address and the certificate; an authority of your own goes into NODE_EXTRA_CA_CERTS' },
  'unauthorized': { section: 'failure', means: 'The credentials were refused (401), or no token was given for them.', next: 'check the credentials and `tenantId`' },
  'forbidden': { section: 'failure', means: 'The client may not do this (403): a scope is missing.', next: 'add the scope where the app is registered; to read does not imply to write' },
  'not-found': { section: 'failure', means: 'The server knows no such address or sync (404).', next: 'check `api.baseUrl` and `api.version`' },
  'rejected': { section: 'failure', means: 'The server refuses the request (4xx): most often a rule of the ERP, such as a minimum interval.', next: 'read what the server says in the message, and ask for a value that it takes' },
  'changed-meanwhile': { section: 'failure', means: 'Somebody else changed the sync at the same moment (409), also the second time.', next: 'try again' },
  'rate-limited': { section: 'failure', means: 'Too many requests (429), after all tries.', next: 'wait, or lower `concurrency`; look for others that use the same client' },
  'server-error': { section: 'failure', means: 'The server failed (5xx), after all tries.', next: 'look at the server; sollist tries again by itself' },
  'bad-answer': { section: 'failure', means: 'The answer is not what the API answers, such as an HTML page, or lacks a field that the message names.', next: 'check the address and `api.version`' },
  'answer-too-large': { section: 'failure', means: 'The answer has more than 10 MB.', next: 'check the address' },
  'redirected': { section: 'failure', means: 'The server redirects to another host, which is not followed: it is none that was trusted with a token.', next: 'if it is right, write the address it leads to into the settings' },
  'stopped': { section: 'failure', means: 'The command was stopped before this was done.', next: 'run it again' },

  'not-converged': { section: 'correction', means: 'The server accepted the request and did not do what it asked for.', next: 'check `api.version`; look into Wawi whether the value can be set at all' },
  'unverified': { section: 'correction', means: 'The server accepted the request, and could not be asked afterwards whether it took.', next: 'run it again: what took is not sent twice' },
  'contested': { section: 'correction', means: 'Somebody else sets the value again and again, so it is corrected less and less often.', next: 'find out who sets it; `mode: observe` only reports it' },
  'failing': { section: 'correction', means: 'The value could not be written lately, so it is left alone for a while.', next: 'look at the failures before: sollist history' },

  'system-timezone': { section: 'warning', means: 'The machine calls its time zone something that is no name of one (`GMT+1`, `CET-1CEST`), so UTC is taken.', next: 'set `timezone` in sollist.yaml, or TZ, to a name like Europe/Berlin' },
  'ended': { section: 'warning', means: 'The suspension, or what `safety.allow` allowed, has ended, so it does nothing any more.', next: 'remove it, or move `until`' },
  'shadowed': { section: 'warning', means: 'A value takes effect on none of the tenants that its document holds for, at no time: documents of a higher rank, or later windows of its own, override it everywhere. The first place that does is named.', next: 'remove it, or what overrides it' },
  'looks-secret': { section: 'warning', means: 'A value in a document looks like a secret: an address with a password, a token, a private key. It is masked wherever it is shown, but whoever can read the file can read it.', next: 'write { env: NAME } or { file: PATH } in its place, and change the secret' },
  'other-ending': { section: 'warning', means: 'The file is not read, since its name does not end in .yaml.', next: 'rename it to end in .yaml' },
  'name-elsewhere': { section: 'warning', means: 'Windows cannot have a file or folder of that name, or it and macOS take two names for one. A checkout there has other files. Only `validate` looks for it.', next: 'rename it' },
  'bad-base': { section: 'warning', means: 'The commit that `plan --base` names holds a desired state with problems, of which nothing was applied. So all that differs counts as brought by this change.', next: 'nothing is left to do where this change mends it' },
  'catalogue-outdated': { section: 'warning', means: 'Syncs or options were added, renamed, retyped or removed since the catalogue was written.', next: 'write it anew: sollist catalogue' },
  'described': { section: 'warning', means: '`pull` leaves out syncs that documents describe already for their tenant.', next: 'to write live values into them: sollist pull --update' },
  'left-out': { section: 'warning', means: '`pull` leaves out something that no document may hold.', next: 'it stays as it is in Wawi' },
  'left-alone': { section: 'warning', means: '`pull --update` leaves a value as it is in the document, and says why.', next: 'change it by hand where that is what you want' },

  'file-exists': { section: 'command', means: '`pull` never writes over a file.', next: '--new writes what no document names, --update writes live values into the files that exist; or move them away' },
  'unseen-tenants': { section: 'command', means: '`pull --common` writes documents for all tenants, but some did not answer, for which they might be wrong. Nothing was written.', next: 'pull again once they answer, or without --common' },
  'file-changed': { section: 'command', means: 'The file has changed between reading and writing it.', next: 'run it again' },
  'not-saved': { section: 'command', means: '`plan --out` saves no plan that has problems, or of which no tenant answered: it could not be applied. An older one of that name is gone, so that nobody takes it for the new one.', next: 'mend what is listed above, and plan again' },
  'not-written': { section: 'command', means: 'A file cannot be written.', next: 'check the permissions and the space on the disk' },
  'not-checked': { section: 'command', means: '`validate` was asked about a path that does not belong to the configuration.', next: 'see --syncs and --config' },
  'unknown-commit': { section: 'command', means: '`plan --base` names a commit that this clone does not have.', next: 'check the name, or fetch it first: git fetch origin' },
  'git': { section: 'command', means: '`plan --base` asks git for the files of a commit, and git cannot tell.', next: 'run plan in a checkout of the desired state, or without --base' },
  'unknown-field': { section: 'command', means: 'A field that was asked for is not there: the sync has no such option, or, with `pull --update --field`, no document gives it a value.', next: 'check the spelling' },
  'journal-unreadable': { section: 'command', means: 'The journal cannot be read.', next: 'check --state-dir, and that this user may read it' },
  'drift': { section: 'command', means: 'An annotation: Wawi has another value than this line wants.', next: 'to correct it: sollist apply; to accept it: sollist pull --update' },
  'corrected': { section: 'command', means: 'An annotation: the value that this line wants was written, and proved to be there.', next: 'nothing is left to do' },
  'annotations': { section: 'command', means: 'There are more annotations than GitHub shows.', next: 'see the step summary' },
  'starting': { section: 'command', means: 'The first pass of the daemon has not finished yet.', next: 'wait' },
  'listen': { section: 'command', means: 'The daemon cannot listen where it was told to.', next: 'end what listens there, or choose another with --listen HOST:PORT' },
  'state-dir-taken': { section: 'command', means: 'Another daemon uses the state directory.', next: 'end the other one, or give this one a directory of its own with --state-dir DIR' },
  'state-dir': { section: 'command', means: 'The state directory cannot be written, so that nothing is remembered of what is done; corrections go on.', next: 'make room, or make it writable: what is held in memory is written then' },
  'no-port': { section: 'command', means: '`status` cannot know which port the daemon was given for port 0.', next: 'the log of `sollist run` says which: --listen HOST:PORT' },
  'format': { section: 'command', means: 'The daemon speaks another major version of the format.', next: 'use the sollist that the daemon is' },
  'no-such-address': { section: 'command', means: 'The daemon serves nothing at this address.', next: 'the answer lists what there is' },
  'bad-parameter': { section: 'command', means: 'The daemon was asked with a parameter that is missing, or that it cannot read.', next: 'see the README for what the address takes' },
  'body-too-large': { section: 'command', means: 'The daemon was sent more than 1 KiB, or a form of more than 32 KiB.', next: 'send nothing, or `{"plan":"sha256:…"}` where a plan is approved' },
  'too-many-tokens': { section: 'command', means: 'Six wrong tokens came from one address: for a minute none is looked at, not even the right one.', next: 'wait as long as `Retry-After` says' },
  'not-refused': { section: 'command', means: 'The plan that was to be approved is not the one that was refused last.', next: 'look at what is refused now: sollist status' },
  'ambiguous-plan': { section: 'command', means: 'The beginning of an id fits several plans that were refused lately, or has fewer than 4 characters.', next: 'give more of the id' },
  'no-token': { section: 'command', means: '`approve` sends the token in SOLLIST_TOKEN, and there is none; or the daemon was started without one.', next: 'set SOLLIST_TOKEN to the same here and where sollist run is' },
  'method-not-allowed': { section: 'command', means: 'The address takes another method.', next: 'the header `Allow` lists them' },
  'misdirected': { section: 'command', means: 'The daemon listens on this machine alone, and was asked under another name: most likely by a page in a browser.', next: 'ask for 127.0.0.1 or localhost; where a proxy stands in front of it, give its address as --public-url' },
  'too-many-readers': { section: 'command', means: 'As many listen to the daemon\'s events as there may be.', next: 'ask again later, or ask for /api/v1/status now and then' },
  'internal': { section: 'command', means: 'A bug in sollist.', next: 'report it with the lines that were printed' },
} as const satisfies Record<string, CodeMeaning>;

export type Code = keyof typeof codes;

export type CodeOf<S extends Section> = {
  [C in Code]: (typeof codes)[C]['section'] extends S ? C : never;
}[Code];

/** What to do about a message: its own hint, else what holds for its code. */
export function nextStepFor({
  code,
  hint,
}: {
  readonly code: Code;
  readonly hint?: string | undefined;
}): string {
  return hint ?? codes[code].next;
}
