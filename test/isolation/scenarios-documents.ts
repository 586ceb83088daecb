import { compile } from '@app/common';
import { AssociatedUsersService } from '../../apps/api/src/associated-users/associated-users.service';
import { PutAssociatedUsersRequest } from '../../apps/api/src/associated-users/associated-users.dto';
import { PutIdentityDocumentRequest } from '../../apps/api/src/identity-documents/identity-documents.dto';
import { IdentityDocumentsService } from '../../apps/api/src/identity-documents/identity-documents.service';
import { nif } from '../factories';
import { act, type Cast, type Known } from './contents';
import { parsed } from './parsed';
import { type Call, type Calls } from './scenarios';

type Who = (cast: Cast) => Known;
const fresh = nif();

const list =
  (who: Who): Call =>
  ({ get, org, cast }) =>
    get(IdentityDocumentsService).list(org, who(cast).id);

const convert =
  (who: Who, number: (cast: Cast) => string, allowed?: string[]): Call =>
  ({ get, org, cast }) =>
    get(IdentityDocumentsService).convert(org, who(cast).id, number(cast), allowed, act('convertNieToNif'));

const put =
  (who: Who, reason: string, number: (cast: Cast) => string | undefined, allowed?: string[]): Call =>
  ({ get, org, cast }) => {
    const body = { identity_document: { type: 'NIF', number: number(cast) ?? fresh }, reason };
    const request = parsed(compile(PutIdentityDocumentRequest), body);
    return get(IdentityDocumentsService).put(org, who(cast).id, request, allowed, act('putIdentityDocument'));
  };

const associate =
  (who: Who, allowed?: string[]): Call =>
  ({ get, org, cast }) => {
    const body = { associated_users: [{ identity_document: { type: 'NIF', number: fresh } }] };
    const { associated_users } = parsed(compile(PutAssociatedUsersRequest), body);
    const { id } = who(cast);
    return get(AssociatedUsersService).put(org, id, associated_users, allowed, act('putAssociatedUsers'));
  };

const person: Who = (cast) => cast.person;
const foreigner: Who = (cast) => cast.foreigner;
const only: Who = (cast) => cast.only;

/** Calls of the services of documents and representatives. */
export const DOCUMENTS: Calls = {
  'AssociatedUsersService.put': {
    'of the person': associate(person),
    'of a version': associate(person, ['3']),
    'of only one': associate(only),
  },
  'IdentityDocumentsService.list': {
    'of the person': list(person),
    'of the foreigner': list(foreigner),
    'of the digital': list(({ digital }) => digital),
    'of only one': list(only),
  },
  'IdentityDocumentsService.convert': {
    'to a new NIF': convert(foreigner, () => fresh),
    'of a version': convert(foreigner, () => fresh, ['1']),
    'to the NIF of another': convert(foreigner, ({ free }) => free.number),
    'of a person without a NIE': convert(person, () => fresh),
    'of only one': convert(only, () => fresh),
  },
  'IdentityDocumentsService.put': {
    'a correction': put(person, 'CORRECTION', () => fresh),
    'a replacement': put(person, 'REPLACEMENT', () => fresh),
    'the document of another': put(person, 'CORRECTION', ({ free }) => free.number),
    'the current document': put(person, 'CORRECTION', ({ person: { number } }) => number),
    'a document of before': put(person, 'REPLACEMENT', ({ person: { retired } }) => retired),
    'for a version': put(person, 'CORRECTION', () => fresh, ['3']),
    'for only one': put(only, 'CORRECTION', () => fresh),
  },
};
