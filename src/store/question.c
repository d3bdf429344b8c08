#include "question.h"

void question_put(struct question *q, const char *sql)
{
    str_puts(&q->sql, sql);
}

static void put_value(struct question *q, const char *text, int64_t number)
{
    if (q->count == QUESTION_VALUES) {
        q->full = true;
        return;
    }
    q->values[q->count].text = text;
    q->values[q->count++].number = number;
}

void question_put_int(struct question *q, const char *sql, int64_t value)
{
    question_put(q, sql);
    put_value(q, NULL, value);
}

void question_put_text(struct question *q, const char *sql, const char *value)
{
    question_put(q, sql);
    put_value(q, value, 0);
}

struct statement question_open(struct store *store, const struct question *q)
{
    if (q->sql.failed || q->full)
        return (struct statement){.store = store, .result = q->full ? SQLITE_TOOBIG : SQLITE_NOMEM};
    struct statement s = statement_open(store, str_text(&q->sql));
    for (int i = 0; i < q->count; i++)
        if (q->values[i].text)
            statement_bind_text(&s, q->values[i].text);
        else
            statement_bind_int(&s, q->values[i].number);
    return s;
}

void question_free(struct question *q)
{
    str_free(&q->sql);
}
