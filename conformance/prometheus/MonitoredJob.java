import java.io.File;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;

/**
 * A job with everything that is watched: a source with a backlog gauge and watermarks, keyed state, an event-time window, a sink.
 * Sets nothing that a configuration can set.
 *
 * <p>It goes wrong while a file is in the folder of the job parameter "faults": "checkpoint" makes every checkpoint longer than any
 * timeout, "fail" fails the job for good.
 */
public class MonitoredJob {
    private static final long KEYS = 5_000;

    private static final double RECORDS_PER_SECOND = 200;

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(
                        new WatchedSource(),
                        WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(200))
                                .withTimestampAssigner((number, before) -> System.currentTimeMillis())
                                .withWatermarkAlignment("numbers", Duration.ofMinutes(1), Duration.ofSeconds(1)),
                        "numbers")
                .uid("numbers")
                .keyBy(number -> number % KEYS, Types.LONG)
                .process(new Count())
                .returns(Types.LONG)
                .uid("count")
                .name("count")
                .keyBy(number -> number % 10, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .reduce((ReduceFunction<Long>) Math::max)
                .uid("window")
                .name("window")
                .sinkTo(new DiscardingSink<>())
                .uid("discard")
                .name("discard");
        env.execute();
    }

    /** Says how much waits before it, as connectors to real queues do: always the same little here. */
    static class WatchedSource extends DataGeneratorSource<Long> {
        WatchedSource() {
            super((GeneratorFunction<Long, Long>) number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(RECORDS_PER_SECOND), Types.LONG);
        }

        @Override
        public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) throws Exception {
            context.metricGroup().setPendingRecordsGauge(() -> 5L);
            return super.createReader(context);
        }
    }

    /** Counts by key, and goes wrong when told to. */
    static class Count extends KeyedProcessFunction<Long, Long, Long> implements CheckpointedFunction {
        private transient File faults;
        private transient ValueState<Long> state;
        private transient long records;

        @Override
        public void open(OpenContext context) {
            faults = new File(getRuntimeContext().getGlobalJobParameters().getOrDefault("faults", "/nowhere"));
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            if (++records % 100 == 0 && new File(faults, "fail").exists()) {
                throw new SuppressRestartsException(new IllegalStateException("told to fail for good"));
            }
            Long before = state.value();
            state.update((before == null ? 0 : before) + 1);
            out.collect(number);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            while (new File(faults, "checkpoint").exists()) {
                Thread.sleep(100);
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}
    }
}
