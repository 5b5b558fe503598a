package bench;

/** One thing to measure. */
interface Measure {
    void run(Bench bench, Report report) throws Exception;
}
