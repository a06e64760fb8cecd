import type tls from 'node:tls';
import type { ErrorDetails } from '../../../compareError.ts';
import type { ServerCertificate } from '../../provider.ts';
import type { Encryption } from './tlsOptions.ts';

/** What a server showed of itself on an encrypted connection. */
export function certificateOf(socket: tls.TLSSocket, { rejectUnauthorized }: Encryption): ServerCertificate {
  const certificate: Partial<tls.PeerCertificate> = socket.getPeerCertificate();
  const { valid_to: end } = certificate;
  return {
    protocol: socket.getProtocol() ?? '',
    subject: nameOf(certificate.subject) ?? '',
    issuer: nameOf(certificate.issuer) ?? '',
    validUntil: end === undefined ? undefined : new Date(end),
    isVerified: rejectUnauthorized === true,
  };
}

/** The same for an error about it: `issuer`, `names`, and `validFrom` and `validTo` as days, "2026-02-28". */
export function certificateFacts(socket: tls.TLSSocket): ErrorDetails {
  const certificate: Partial<tls.PeerCertificate> = socket.getPeerCertificate();
  const { subject, issuer, subjectaltname, valid_from: from, valid_to: to } = certificate;
  return {
    issuer: nameOf(issuer),
    names: subjectaltname?.replaceAll(/\b(?:DNS|IP Address):/g, '') ?? nameOf(subject),
    validFrom: from === undefined ? undefined : dayOf(from),
    validTo: to === undefined ? undefined : dayOf(to),
  };
}

/** The common name, else the organization; an attribute may be there several times. */
function nameOf(whose: Partial<tls.Certificate> | undefined): string | undefined {
  const name = whose?.CN ?? whose?.O;
  return name === undefined ? undefined : [name].flat().join(', ');
}

/** "2026-02-28" of "Feb 28 12:00:00 2026 GMT". */
function dayOf(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
