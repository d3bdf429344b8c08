/*
 * FTS5's own unicode61 finds words between blanks and signs, without case and accents. Chinese,
 * Japanese and Korean are written without blanks, or with endings grown to the word, so to it a
 * whole sentence is one word. Here such a character is a word of its own, and a search for several
 * of them is a search for a phrase; everything in between goes to unicode61 as it is.
 *
 * The interface is that of https://sqlite.org/fts5.html#custom_tokenizers.
 */
#include "tokenizer.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "mend/base/utf8.h"

/* Han, kana and Hangul, from Scripts.txt of Unicode 15 with the gaps between neighbours closed. */
static const struct {
    int32_t first;
    int32_t last;
} singles[] = {
    {0x1100, 0x11FF},   {0x2E80, 0x2FD5},   {0x3005, 0x3007},   {0x3021, 0x3029},
    {0x3038, 0x303B},   {0x3041, 0x3096},   {0x309D, 0x309F},   {0x30A1, 0x30FA},
    {0x30FC, 0x30FF},   {0x3131, 0x318E},   {0x31F0, 0x31FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA960, 0xA97C},   {0xAC00, 0xD7FB},   {0xF900, 0xFAD9},
    {0xFF66, 0xFF9D},   {0xFFA0, 0xFFDC},   {0x16FF0, 0x16FF1}, {0x1AFF0, 0x1AFFE},
    {0x1B000, 0x1B167}, {0x20000, 0x3FFFD},
};

/* The first byte of U+1100: what begins with a smaller one is before all of them. */
enum { LEAST_FIRST_BYTE = 0xE1 };

typedef int token_function(void *context, int flags, const char *token, int length, int start,
                           int end);

struct tokenizer {
    fts5_tokenizer methods; /* of unicode61 */
    Fts5Tokenizer *inner;
};

static bool is_single(int32_t code_point)
{
    for (size_t i = 0; i < sizeof singles / sizeof singles[0]; i++)
        if (code_point <= singles[i].last)
            return code_point >= singles[i].first;
    return false;
}

static void tokenizer_delete(Fts5Tokenizer *handle)
{
    struct tokenizer *tokenizer = (struct tokenizer *)handle;
    if (!tokenizer)
        return;
    if (tokenizer->inner)
        tokenizer->methods.xDelete(tokenizer->inner);
    free(tokenizer);
}

static int tokenizer_create(void *context, const char **arguments, int count, Fts5Tokenizer **out)
{
    (void)arguments;
    static const char *settings[] = {"remove_diacritics", "2"};
    fts5_api *api = context;
    void *inner_context = NULL;
    *out = NULL;
    if (count > 0)
        return SQLITE_ERROR;
    struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
    if (!tokenizer)
        return SQLITE_NOMEM;
    int result = api->xFindTokenizer(api, "unicode61", &inner_context, &tokenizer->methods);
    if (result == SQLITE_OK)
        result = tokenizer->methods.xCreate(inner_context, settings, 2, &tokenizer->inner);
    if (result != SQLITE_OK) {
        tokenizer_delete((Fts5Tokenizer *)tokenizer);
        return result;
    }
    *out = (Fts5Tokenizer *)tokenizer;
    return SQLITE_OK;
}

/* Bytes from AT to the next single character, whose own bytes are *SIZE; 0 when none follows. */
static int run_at(const char *text, int length, int at, int *size)
{
    int start = at;
    *size = 0;
    while (at < length) {
        if ((unsigned char)text[at] < LEAST_FIRST_BYTE) {
            at++;
            continue;
        }
        int32_t code_point;
        int taken = (int)utf8_decode(text + at, (size_t)(length - at), &code_point);
        if (is_single(code_point)) {
            *size = taken;
            break;
        }
        at += taken;
    }
    return at - start;
}

/* Passes on the words of a run, with their places in the whole text. */
struct shift {
    void *context;
    token_function *token;
    int by;
};

static int shift_token(void *context, int flags, const char *token, int length, int start, int end)
{
    const struct shift *shift = context;
    return shift->token(shift->context, flags, token, length, start + shift->by, end + shift->by);
}

static int tokenizer_run(Fts5Tokenizer *handle, void *context, int flags, const char *text,
                         int length, token_function *token)
{
    struct tokenizer *tokenizer = (struct tokenizer *)handle;
    int result = SQLITE_OK;
    int size = 0;
    for (int at = 0; at < length && result == SQLITE_OK; at += size) {
        int run = run_at(text, length, at, &size);
        struct shift shift = {context, token, at};
        if (run > 0)
            result = tokenizer->methods.xTokenize(tokenizer->inner, &shift, flags, text + at, run,
                                                  shift_token);
        at += run;
        if (result == SQLITE_OK && size > 0)
            result = token(context, 0, text + at, size, at, at + size);
    }
    return result;
}

/* FTS5 hands its interface to who asks for it in SQL: https://sqlite.org/fts5.html#extending_fts5
 */
static int find_api(sqlite3 *db, fts5_api **api)
{
    sqlite3_stmt *statement = NULL;
    *api = NULL;
    int result = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (result == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, (void *)api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    int end = sqlite3_finalize(statement);
    if (result == SQLITE_OK)
        result = end;
    return result == SQLITE_OK && !*api ? SQLITE_ERROR : result;
}

int tokenizer_register(sqlite3 *db)
{
    fts5_api *api = NULL;
    fts5_tokenizer methods = {tokenizer_create, tokenizer_delete, tokenizer_run};
    int result = find_api(db, &api);
    if (result != SQLITE_OK)
        return result;
    return api->xCreateTokenizer(api, "mend", api, &methods, NULL);
}
