import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedFields, fieldSyntaxMessage, unknownUserField } from './graph-fields.ts';

const none = Object.create(null) as Readonly<Record<string, string>>;

describe('a fields parameter of the Graph API', () => {
  it('keeps the order, the modifiers and what stands in brackets', () => {
    expect(askedFields('email, picture.type(large){url,width},id')).toEqual([
      { name: 'email', modifiers: none },
      {
        name: 'picture',
        modifiers: { type: 'large' },
        fields: [
          { name: 'url', modifiers: none },
          { name: 'width', modifiers: none },
        ],
      },
      { name: 'id', modifiers: none },
    ]);
    expect(askedFields('cover.fields(id,source)')).toEqual(askedFields('cover{id,source}'));
    expect(askedFields('["id","name"]')).toEqual(askedFields('id,name'));
  });

  it.each([
    ['id,name,picture?type=large', 'Expected end of string instead of "?".', 15],
    ['picturefields(is_silhouette)', 'Expected end of string instead of "(".', 13],
    ['likes.limit(1000){id},comments.limit(1000){id}{from}', 'Expected end of string instead of "{".', 46],
    ['applications/developer', 'Expected end of string instead of "/".', 12],
    ['*****', 'Expected name.', 0],
    ['id,,name', 'Expected name.', 3],
    ['id,', 'Expected name.', 3],
    ['app_,0.7933770411601355access_token,messenger_profile', 'Expected "(" instead of ",".', 35],
    ['events.since(2018-05-06T07:00:00', 'Expected ")", got end of string', 32],
    ['picture{url', 'Expected "}", got end of string', 11],
    ['[id]', 'Expected name.', 0],
    [
      'id,last_name,first_name,first_name',
      'Field first_name specified more than once. This is only possible before version 2.1',
      34,
    ],
  ])('%s: %s', (fields, what, at) => {
    expect(fieldSyntaxMessage(fields)).toBe(`Syntax error "${what}" at character ${at}: ${fields}`);
    expect(askedFields(fields)).toEqual([]);
  });

  it('finds nothing in nothing', () => {
    for (const fields of [undefined, '', ' ', '[]']) {
      expect(askedFields(fields)).toEqual([]);
      expect(fieldSyntaxMessage(fields)).toBeUndefined();
    }
  });

  it('names the first field that there is not', () => {
    expect(unknownUserField('name,fdsfds,more')).toBe('fdsfds');
    expect(unknownUserField('__proto__')).toBe('__proto__');
  });

  it('is read back as it was written', () => {
    const name = fc.stringMatching(/^[a-z_]{1,8}$/);
    const field = fc.letrec<{ list: string }>((tie) => ({
      list: fc
        .uniqueArray(fc.tuple(name, fc.option(name), fc.option(tie('list'), { maxDepth: 3 })), {
          minLength: 1,
          maxLength: 4,
          selector: ([each]) => each,
        })
        .map((fields) =>
          fields.map(([each, type, inner]) => `${each}${type ? `.type(${type})` : ''}${inner ? `{${inner}}` : ''}`).join(','),
        ),
    })).list;
    type Asked = ReturnType<typeof askedFields>;
    const written = (fields: Asked): string =>
      fields
        .map(
          (each) =>
            `${each.name}${each.modifiers.type ? `.type(${each.modifiers.type})` : ''}${each.fields ? `{${written(each.fields)}}` : ''}`,
        )
        .join(',');
    fc.assert(fc.property(field, (text) => void expect(written(askedFields(text))).toBe(text)));
  });

  it('is either read or refused at a character of it, whatever was sent', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '(', ')', '{', '}', '.', ',', '?', ' ', '[', '"', 'é') });
    fc.assert(
      fc.property(text, (fields) => {
        const message = fieldSyntaxMessage(fields);
        const [, at] = /at character (\d+): /.exec(message ?? '') ?? [];
        if (message === undefined) return;
        expect(askedFields(fields)).toEqual([]);
        expect(Number(at)).toBeLessThanOrEqual(fields.length);
      }),
    );
  });
});
