/*
 * The journal as JSON (RFC 8259), for other programs: one array, an object for each entry.
 *
 *     {"id": 12, "made_at": "2026-11-21T22:05:00Z", "day": "2026-11-21", "pinned": false,
 *      "sealed": false, "text": "..."}
 *
 * A sealed entry's text is null. An entry that was found has "snippet" instead of "sealed" and
 * "text": its parts in order, each with whether it is what was looked for:
 *
 *     "snippet": [{"text": "I ", "match": false}, {"text": "trust", "match": true}]
 */
#ifndef MEND_EXCHANGE_JOURNAL_H
#define MEND_EXCHANGE_JOURNAL_H

#include "mend/base/error.h"
#include "mend/base/str.h"
#include "mend/store/journal.h"
#include "mend/store/search.h"

/*
 * Each appends to OUT, a line feed at the end. ERR_FORMAT when a text is no valid UTF-8. Of finds,
 * all must be entries.
 */
enum err exchange_put_entries(struct str *out, const struct journal_entries *entries,
                              struct fault *fault) MUST_CHECK;
enum err exchange_put_finds(struct str *out, const struct search_finds *finds,
                            struct fault *fault) MUST_CHECK;

#endif
