/* Pictures of check-ins over time: what pictures_load.c reads and pictures.c draws. */
#ifndef MEND_UI_PICTURES_H
#define MEND_UI_PICTURES_H

#include "../chart.h"
#include "../scroll.h"
#include "check_in_screens.h"
#include "mend/practice/experiment.h"
#include "mend/practice/trend.h"
#include "mend/store/experiment.h"

/* A picture for each scale, and two more. */
enum { PICTURE_EXPERIMENTS = CHECK_IN_SCALES, PICTURE_INVENTORY, PICTURES };

/* Up to so many check-ins each is a point of its own; more are put together by weeks. */
enum { PICTURE_POINTS = 60, PICTURE_MARKERS = 64, PICTURE_LABEL = 40 };

/* What is behind the point of the same index. */
struct picture_origin {
    int64_t id;          /* of the check-in, the last of them; of the experiment */
    int32_t first, last; /* the days that were put together */
    size_t index;        /* of an experiment */
};

struct picture_mark {
    int32_t day;
    bool lesson;
    char label[PICTURE_LABEL];
};

struct pictures {
    struct ui *ui;
    int32_t today;
    enum check_in_rhythm rhythm;
    struct check_in_point *items; /* all there are, oldest first */
    size_t count;
    struct experiments experiments;
    struct experiment_pair *pairs; /* of them, in the same order */
    struct picture_mark marks[PICTURE_MARKERS];
    int mark_count;
    struct lesson lesson; /* the first, for the words of its inventory */
    bool has_lesson;
    struct answers inventory;
    struct fault fault; /* why something is missing */

    int picture;
    enum trend_span span;
    bool table;
    int32_t place; /* the day one looks at, whichever picture it is */

    /* Made of the above by pictures_build(). */
    struct chart chart;
    struct chart_point *points, *then;
    struct picture_origin *origins;
    struct chart_marker markers[PICTURE_MARKERS];
    bool together;    /* a point is several weeks or several check-ins */
    int weeks;        /* how many a point holds then */
    size_t shown;     /* check-ins or experiments in the span */
    struct str words; /* of the selected one, as they were written */
    struct str note;  /* the same as the chart says it */

    int table_top;
    struct scroll scroll;
    struct view view; /* where the chart was drawn last */
};

/* Reads everything anew; what goes wrong stands in `fault`. */
void pictures_load(struct pictures *pictures);
void pictures_forget(struct pictures *pictures);

/* Makes the chart of what was read, with its cursor nearest to `place`. */
void pictures_build(struct pictures *pictures);

/* Selects point INDEX (-1: none) and reads its words. */
void pictures_select(struct pictures *pictures, int index);

#endif
