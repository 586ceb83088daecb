/** Bodies of putAssociatedUsers that execute as they stand; the first is the published one. */
export const PUT_ASSOCIATED_USERS_EXAMPLES = {
  published: {
    summary: 'One authorized representative (the published example)',
    value: {
      associated_users: [
        {
          identity_document: { number: '14861628V', type: 'NIF' },
          role: 'AUTHORIZED_REPRESENTATIVE',
          name: 'Antonio',
          first_surname: 'Benavente',
          second_surname: 'Blanco',
          nationality: 'ES',
        },
      ],
    },
  },
  none: { summary: 'No representative', value: { associated_users: [] } },
};
