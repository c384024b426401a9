import { describe, expect, test } from 'vitest';
import { looksSecret } from './secretName.ts';

describe('a name of a secret', () => {
  test.each(
    `PW|FTP-PW|FTP PW2|ftpPw|ftppw|DB_PWD|userPwd|SMTP-Pass|MWS Auth|OAuth|JWT|DSN|PAT|PIN|Zugangscode|Zugangsdaten
Authorization|Authorisation|Bearer|API-Key|APIKEY|APIKey|X-Api-Key|AuthToken|SecretKey|Private Key|Kennwort|Kennw.|Passwort
Paßwort|PASSWÖRTER|FTPPasswort|Passphrase|Geheimnis|Schlüssel|Schluessel|SCHLÜSSEL|Schlu\u0308ssel|Signaturschlüssel|Client Secret
Credentials|Connection string|ConnectionString|Verbindungszeichenfolge|AWS_SECRET_ACCESS_KEY|ＰＷ
Passwoerter|Losungswort|Codewort|TAN|Lizenzcode|Entsperrcode|Zugriffscode`.split(/[|\n]/),
  )('%s', (name) => {
    expect(looksSecret(name)).toBe(true);
  });

  test.each(
    'Author|Keyword|Schlüsselwort|Steuerschlüssel|Passive mode|PWA|Monkey|Passagier|Bypass|Pinterest|Path|Secretary|Standard|FTP address|auth|Auth mode'.split(
      '|',
    ),
  )('is %s not', (name) => {
    expect(looksSecret(name)).toBe(false);
  });
});
