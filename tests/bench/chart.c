/*
 * Measures the chart of 5,000 points against that of 50: chart [RUNS]
 *
 * Both are drawn by turns in one process; of each measure the median of the processor's time
 * counts. Aim: the ratio stays far below the hundredfold of points, and a picture far below a
 * frame of 16 ms.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ui/chart.h"

enum { RUNS = 7, MOST_RUNS = 100, PICTURES = 50, MANY = 5000, FEW = 50, SIDES = 2 };

enum act { DRAW, DRAW_ALL, TABLE, MOVE, CLICK, ACTS };

static const char *const act_says[ACTS] = {
    [DRAW] = "draw, 80x20",
    [DRAW_ALL] = "draw, 300x100",
    [TABLE] = "draw the table, 80x20",
    [MOVE] = "right, and draw",
    [CLICK] = "click",
};

struct side {
    struct chart chart;
    struct chart_point points[MANY];
    double values[ACTS][MOST_RUNS];
};

static struct side sides[SIDES];
static struct canvas small;
static struct canvas large;

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void fill(struct side *side, int count)
{
    unsigned seed = 7;
    int value = 50;
    for (int i = 0; i < count; i++) {
        value += rand_r(&seed) % 31 - 15;
        value = value < 0 ? 0 : value > CHART_MOST ? CHART_MOST : value;
        side->points[i] = (struct chart_point){i * (MANY / count), (int16_t)value, 1};
    }
    side->chart =
        (struct chart){.points = side->points, .count = count, .last = MANY, .cursor = count / 2};
}

static void act_once(struct side *side, enum act act)
{
    struct canvas *canvas = act == DRAW_ALL ? &large : &small;
    struct view view = view_whole(canvas);
    int top = 0;
    canvas_clear(canvas);
    if (act == MOVE)
        side->chart.cursor = chart_move(&side->chart, side->chart.cursor, 1);
    if (act == CLICK)
        side->chart.cursor = chart_point_at(&side->chart, &view, 10, 40);
    else if (act == TABLE)
        chart_table_draw(&side->chart, &view, &top);
    else
        chart_draw(&side->chart, &view);
}

static double time_act(struct side *side, enum act act)
{
    double start = microseconds();
    side->chart.cursor = side->chart.count / 2;
    for (int i = 0; i < PICTURES; i++)
        act_once(side, act);
    return (microseconds() - start) / PICTURES;
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : RUNS;
    if (runs < 1 || runs > MOST_RUNS)
        return 2;
    setlocale(LC_ALL, "C.UTF-8");
    if (canvas_resize(&small, 20, 80) || canvas_resize(&large, 100, 300))
        return 1;
    fill(&sides[0], MANY);
    fill(&sides[1], FEW);
    for (int run = 0; run < runs; run++)
        for (enum act act = 0; act < ACTS; act++)
            for (int turn = 0; turn < SIDES; turn++) {
                struct side *side = &sides[(run + turn) % SIDES];
                side->values[act][run] = time_act(side, act);
            }
    printf("\nthe chart, medians of %d runs, by turns\n\n", runs);
    printf("%-32s%11s      %11s      %8s\n", "", "5,000", "50", "ratio");
    for (enum act act = 0; act < ACTS; act++) {
        double many = median(sides[0].values[act], runs);
        double few = median(sides[1].values[act], runs);
        printf("%-32s%11.1f us   %11.1f us   %8.2fx\n", act_says[act], many, few, many / few);
    }
    canvas_free(&small);
    canvas_free(&large);
    return 0;
}
