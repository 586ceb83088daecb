/** Bodies of addCreditCard that execute as they stand. */
export const ADD_CREDIT_CARD_EXAMPLES = {
  card: {
    summary: 'A tokenized card',
    value: {
      token: 'tok_9hQ2mX7bLw',
      provider: 'acme-pay',
      brand: 'VISA',
      last_four: '1111',
      expiration_date: '2099-12',
      is_default: true,
    },
  },
};
