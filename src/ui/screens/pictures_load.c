/*
 * What a picture is made of. Each check-in is a point, a long time without one a gap; of more than
 * PICTURE_POINTS, those of some weeks are put together to one point, which opens the last of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pictures.h"
#include "promise_screens.h"

/* Days without a check-in that are a gap in the line. */
enum { GAP_WEEKLY = 28, GAP_MONTHLY = 62, INVENTORY_MOST = 50, EXPERIMENT_MARKS = 12 };

/* ---- reading ---- */

void pictures_forget(struct pictures *pictures)
{
    free(pictures->items);
    experiments_free(&pictures->experiments);
    free(pictures->pairs);
    answers_free(&pictures->inventory);
    if (pictures->has_lesson)
        lesson_free(&pictures->lesson);
    free(pictures->points);
    free(pictures->then);
    free(pictures->origins);
    str_free(&pictures->words);
    str_free(&pictures->note);
    pictures->items = NULL;
    pictures->count = 0;
    pictures->experiments = (struct experiments){0};
    pictures->pairs = NULL;
    pictures->inventory = (struct answers){0};
    pictures->has_lesson = false;
    pictures->mark_count = 0;
    pictures->points = pictures->then = NULL;
    pictures->origins = NULL;
    pictures->chart = (struct chart){.cursor = -1};
}

static void add_mark(struct pictures *pictures, int32_t day, bool lesson, const char *label)
{
    if (pictures->mark_count == PICTURE_MARKERS)
        return;
    struct picture_mark *mark = &pictures->marks[pictures->mark_count++];
    *mark = (struct picture_mark){.day = day, .lesson = lesson};
    snprintf(mark->label, sizeof mark->label, "%s", label);
}

static enum err load_lesson_mark(struct pictures *pictures, struct store *store,
                                 const struct contents_entry *entry)
{
    struct progress *pages = NULL;
    size_t count = 0;
    enum err err = store_progress_list(store, entry->id, &pages, &count, &pictures->fault);
    for (size_t i = 0; i < count && !err; i++) {
        char label[PICTURE_LABEL];
        if (strcmp(pages[i].page, PLAYER_CLOSING) != 0 || pages[i].state != PAGE_DONE)
            continue;
        snprintf(label, sizeof label, _("lesson %s"), entry->id);
        add_mark(pictures, day_of(pages[i].last_at, DAY_ENDS_AT), true, label);
    }
    free(pages);
    return err;
}

static enum err load_lesson_marks(struct pictures *pictures, struct store *store)
{
    const struct content *content = session_content(pictures->ui->session);
    enum err err = OK;
    for (size_t i = 0; i < content->entry_count && !err; i++)
        if (!content->entries[i].closing)
            err = load_lesson_mark(pictures, store, &content->entries[i]);
    return err;
}

static enum err load_experiments(struct pictures *pictures, struct store *store)
{
    struct experiments *all = &pictures->experiments;
    enum err err = store_experiment_list(store, pictures->today, false, all, &pictures->fault);
    if (err)
        return err;
    pictures->pairs = calloc(all->count + 1, sizeof *pictures->pairs);
    if (!pictures->pairs)
        return fault_set_memory(&pictures->fault);
    for (size_t i = 0; i < all->count; i++) {
        const struct experiment *one = &all->items[i];
        pictures->pairs[i] = experiment_pair_of(one);
        if (one->concluded != DAY_OPEN)
            add_mark(pictures, one->concluded, false, _("small try"));
    }
    return OK;
}

static enum err load_inventory(struct pictures *pictures, struct store *store)
{
    const struct content *content = session_content(pictures->ui->session);
    const struct contents_entry *entry = content_entry(content, "1");
    /* Without the words of the lesson, the picture says that there is none. */
    if (entry && entry->file)
        pictures->has_lesson = content_lesson(content, entry, &pictures->lesson, NULL, NULL) == OK;
    return store_answer_list(store, "1", "inventory", INVENTORY_MOST, &pictures->inventory,
                             &pictures->fault);
}

void pictures_load(struct pictures *pictures)
{
    struct store *store = session_store(pictures->ui->session);
    struct fault *fault = &pictures->fault;
    pictures_forget(pictures);
    *fault = (struct fault){0};
    pictures->today = session_today(pictures->ui->session);
    pictures->rhythm = check_in_rhythm(pictures->ui);
    enum err err = store_check_in_points(store, DAY_FIRST, DAY_LAST, &pictures->items,
                                         &pictures->count, fault);
    if (!err)
        err = load_lesson_marks(pictures, store);
    if (!err)
        err = load_experiments(pictures, store);
    if (!err)
        err = load_inventory(pictures, store);
    if (err)
        fault->code = err;
}

/* ---- the axis ---- */

static int32_t newest_day(const struct pictures *pictures)
{
    int32_t last = pictures->count ? pictures->items[pictures->count - 1].day : pictures->today;
    return last > pictures->today ? last : pictures->today;
}

static int32_t first_day(const struct pictures *pictures, int32_t oldest, int32_t last)
{
    switch (pictures->span) {
    case TREND_QUARTER:
        return day_week(last) - 12 * WEEK_DAYS;
    case TREND_YEAR:
        return day_week(last) - 52 * WEEK_DAYS;
    default:
        return oldest < last ? oldest : last - 1;
    }
}

/* ---- points ---- */

static void add_point(struct pictures *pictures, int32_t day, int value, int count,
                      struct picture_origin origin)
{
    int at = pictures->chart.count++;
    pictures->points[at] = (struct chart_point){day, (int16_t)value, (int16_t)count};
    pictures->origins[at] = origin;
}

static void add_gap(struct pictures *pictures, int32_t first, int32_t last, int count)
{
    add_point(pictures, first, CHART_GAP, count, (struct picture_origin){0});
    if (last > first)
        add_point(pictures, last, CHART_GAP, count, (struct picture_origin){0});
}

static void add_each(struct pictures *pictures)
{
    int most = pictures->rhythm == RHYTHM_MONTHLY ? GAP_MONTHLY : GAP_WEEKLY;
    for (size_t i = 0; i < pictures->count; i++) {
        const struct check_in_point *item = &pictures->items[i];
        int value = item->scales[pictures->picture];
        int32_t before = i ? pictures->items[i - 1].day : item->day;
        if (item->day - before > most)
            add_gap(pictures, before + 1, item->day - 1, 0);
        add_point(pictures, item->day, value == SCALE_OPEN ? CHART_GAP : value * 10, 1,
                  (struct picture_origin){item->id, item->day, item->day, 0});
    }
}

/* How many check-ins from FIRST to LAST there are, and the last of them with a value. */
static int look_at(const struct pictures *pictures, int32_t first, int32_t last,
                   const struct check_in_point **newest)
{
    int count = 0;
    *newest = NULL;
    for (size_t i = 0; i < pictures->count; i++) {
        const struct check_in_point *item = &pictures->items[i];
        if (item->day < first || item->day > last)
            continue;
        count++;
        if (item->scales[pictures->picture] != SCALE_OPEN)
            *newest = item;
    }
    return count;
}

static void add_bucket(struct pictures *pictures, const struct trend_bucket *bucket, bool edge,
                       int32_t last)
{
    const struct check_in_point *newest;
    int32_t end = bucket->last < last ? bucket->last : last;
    int count = look_at(pictures, bucket->first, end, &newest);
    if (newest)
        add_point(pictures, newest->day, (int)(bucket->values.mean * 10 + 0.5),
                  bucket->values.count, (struct picture_origin){newest->id, bucket->first, end, 0});
    else if (!edge)
        add_gap(pictures, bucket->first, end, count);
}

static void add_together(struct pictures *pictures, int32_t last)
{
    struct trend_bucket buckets[PICTURE_POINTS];
    struct trend_point *points = calloc(pictures->count + 1, sizeof *points);
    if (!points) {
        fault_set_memory(&pictures->fault);
        return;
    }
    for (size_t i = 0; i < pictures->count; i++)
        points[i] = (struct trend_point){pictures->items[i].day,
                                         pictures->items[i].scales[pictures->picture]};
    size_t count =
        trend_buckets(points, pictures->count, pictures->span, last, buckets, PICTURE_POINTS);
    size_t end = count;
    while (end > 0 && buckets[end - 1].values.count == 0)
        end--;
    for (size_t i = 0; i < end; i++)
        add_bucket(pictures, &buckets[i], pictures->chart.count == 0, last);
    if (count) {
        pictures->chart.first = buckets[0].first;
        pictures->weeks = (buckets[0].last - buckets[0].first + 1) / WEEK_DAYS;
    }
    free(points);
}

static void build_scale(struct pictures *pictures)
{
    struct chart *chart = &pictures->chart;
    const struct check_in_point *ignored;
    chart->last = newest_day(pictures);
    chart->first =
        first_day(pictures, pictures->count ? pictures->items[0].day : chart->last, chart->last);
    pictures->shown = (size_t)look_at(pictures, chart->first, chart->last, &ignored);
    pictures->together = pictures->shown > PICTURE_POINTS;
    if (pictures->together)
        add_together(pictures, chart->last);
    else
        add_each(pictures);
}

/* How it went, and behind it as it was predicted. */
static void build_experiments(struct pictures *pictures)
{
    struct chart *chart = &pictures->chart;
    size_t total = pictures->experiments.count;
    size_t *order = calloc(total + 1, sizeof *order);
    if (!order) {
        fault_set_memory(&pictures->fault);
        return;
    }
    size_t count = experiment_series(pictures->pairs, total, order);
    int32_t newest = count ? pictures->pairs[order[count - 1]].told : pictures->today;
    chart->last = newest > pictures->today ? newest : pictures->today;
    chart->first =
        first_day(pictures, count ? pictures->pairs[order[0]].told : chart->last, chart->last);
    for (size_t i = 0; i < count; i++) {
        const struct experiment_pair *pair = &pictures->pairs[order[i]];
        int64_t id = pictures->experiments.items[order[i]].record.id;
        pictures->then[chart->then_count++] =
            (struct chart_point){pair->told, (int16_t)(pair->predicted * 10), 1};
        add_point(pictures, pair->told, pair->actual * 10, 1,
                  (struct picture_origin){id, pair->told, pair->told, order[i]});
        pictures->shown += pair->told >= chart->first ? 1 : 0;
    }
    free(order);
}

/* ---- marks ---- */

static void put_markers(struct pictures *pictures)
{
    struct chart *chart = &pictures->chart;
    int experiments = 0;
    for (int i = 0; i < pictures->mark_count; i++)
        experiments += !pictures->marks[i].lesson && pictures->marks[i].day >= chart->first;
    bool few = experiments <= EXPERIMENT_MARKS && pictures->picture != PICTURE_EXPERIMENTS;
    for (int i = 0; i < pictures->mark_count; i++)
        if (pictures->marks[i].lesson || few)
            pictures->markers[chart->marker_count++] =
                (struct chart_marker){pictures->marks[i].day, pictures->marks[i].label};
}

void pictures_build(struct pictures *pictures)
{
    size_t room = pictures->count * 3 + 2 * PICTURE_POINTS + pictures->experiments.count + 1;
    free(pictures->points);
    free(pictures->then);
    free(pictures->origins);
    pictures->points = calloc(room, sizeof *pictures->points);
    pictures->then = calloc(room, sizeof *pictures->then);
    pictures->origins = calloc(room, sizeof *pictures->origins);
    pictures->chart =
        (struct chart){.cursor = -1, .first = pictures->today - 1, .last = pictures->today};
    pictures->together = false;
    pictures->shown = 0;
    if (!pictures->points || !pictures->then || !pictures->origins) {
        fault_set_memory(&pictures->fault);
        return;
    }
    if (pictures->picture < CHECK_IN_SCALES)
        build_scale(pictures);
    else if (pictures->picture == PICTURE_EXPERIMENTS && pictures->pairs)
        build_experiments(pictures);
    put_markers(pictures);
    pictures->chart.points = pictures->points;
    pictures->chart.then = pictures->then;
    pictures->chart.markers = pictures->markers;
    pictures_select(pictures, chart_nearest(&pictures->chart, pictures->place));
}

/* ---- the selected one ---- */

static void put_check_in(struct pictures *pictures, int64_t id)
{
    struct check_in check_in;
    struct store *store = session_store(pictures->ui->session);
    if (store_check_in_get(store, id, &check_in, NULL, NULL))
        return; /* its number is there all the same */
    check_in_put_words(&pictures->words, check_in.texts);
    check_in_free(&check_in);
}

void pictures_select(struct pictures *pictures, int index)
{
    str_free(&pictures->words);
    str_free(&pictures->note);
    pictures->words = pictures->note = (struct str){0};
    pictures->chart.cursor = index;
    pictures->chart.note = NULL;
    if (index < 0)
        return;
    const struct picture_origin *origin = &pictures->origins[index];
    int count = pictures->points[index].count;
    if (pictures->picture == PICTURE_EXPERIMENTS) {
        str_puts(&pictures->words, pictures->experiments.items[origin->index].what);
        str_printf(&pictures->note, _("predicted %d"), pictures->pairs[origin->index].predicted);
    } else if (pictures->together) {
        str_printf(&pictures->note, ngettext("%d check-in", "%d check-ins", (unsigned long)count),
                   count);
    } else {
        put_check_in(pictures, origin->id);
        if (pictures->words.length)
            str_printf(&pictures->note, "\"%s\"", str_text(&pictures->words));
    }
    if (pictures->note.length)
        pictures->chart.note = str_text(&pictures->note);
}
