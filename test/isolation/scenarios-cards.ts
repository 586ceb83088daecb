import { compile } from '@app/common';
import { AddCreditCardRequest } from '../../apps/api/src/credit-cards/credit-cards.dto';
import { CreditCardsService } from '../../apps/api/src/credit-cards/credit-cards.service';
import { HoldsService } from '../../apps/api/src/holds/holds.service';
import { creditCard } from '../factories';
import { act, type Cast, KEYS, type Known } from './contents';
import { parsed } from './parsed';
import { type Call, type Calls } from './scenarios';

type Who = (cast: Cast) => Known;
const fresh = creditCard();

const add =
  (who: Who, more: (cast: Cast) => object = () => ({}), key?: string): Call =>
  ({ get, org, cast }) => {
    const card = parsed(compile(AddCreditCardRequest), { ...fresh, ...more(cast) });
    const made = act('addCreditCard', key === undefined ? undefined : [key, cast.fingerprint]);
    return get(CreditCardsService).add(org, who(cast).id, card, made);
  };

const remove =
  (who: Who, card: Who): Call =>
  ({ get, org, cast }) =>
    // Who has no card is asked for one of an id that is nobody's.
    get(CreditCardsService).remove(org, who(cast).id, card(cast).card || cast.gone, act('deleteCreditCard'));

const list =
  (who: Who): Call =>
  ({ get, org, cast }) =>
    get(CreditCardsService).list(org, who(cast).id);

const hold =
  (method: 'place' | 'release', who: Who, name: (cast: Cast) => string): Call =>
  ({ get, org, cast }) =>
    get(HoldsService)[method](org, who(cast).id, name(cast), act(method === 'place' ? 'putHold' : 'deleteHold'));

const holds =
  (who: Who): Call =>
  ({ get, org, cast }) =>
    get(HoldsService).list(org, who(cast).id);

const person: Who = (cast) => cast.person;
const free: Who = (cast) => cast.free;
const digital: Who = (cast) => cast.digital;
const only: Who = (cast) => cast.only;

/** Calls of the services of cards and holds. */
export const CARDS: Calls = {
  'CreditCardsService.list': {
    'of the person': list(person),
    'of the digital': list(digital),
    'of only one': list(only),
  },
  'CreditCardsService.add': {
    'a card': add(person),
    'the default': add(person, () => ({ is_default: true })),
    'the first card': add(digital),
    'a token': add(digital, ({ person: { token } }) => ({ token })),
    'with a new key': add(person, undefined, 'key-3'),
    'with the first key': add(person, undefined, KEYS[0]),
    'with the second key': add(person, undefined, KEYS[1]),
    'for only one': add(only),
  },
  'CreditCardsService.remove': {
    'of the person': remove(person, person),
    'of another customer': remove(free, person),
    'of the digital': remove(digital, digital),
    'of only one': remove(only, only),
  },
  'HoldsService.place': {
    'a new one': hold('place', free, () => 'fraud'),
    'one that stands': hold('place', person, (cast) => cast.hold),
    'on only one': hold('place', only, () => 'fraud'),
  },
  'HoldsService.release': {
    'of the person': hold('release', person, (cast) => cast.hold),
    'of the free': hold('release', free, (cast) => cast.hold),
    'of only one': hold('release', only, () => 'fraud'),
  },
  'HoldsService.list': {
    'of the person': holds(person),
    'of the free': holds(free),
    'of only one': holds(only),
  },
};
