"""Counts the views of each page. The counts are keyed state, which checkpoints keep."""
import argparse

from pyflink.common import Types
from pyflink.datastream import KeyedProcessFunction, RuntimeContext, StreamExecutionEnvironment
from pyflink.datastream.state import ValueStateDescriptor
from pyflink.table import StreamTableEnvironment


class Count(KeyedProcessFunction):
    def open(self, runtime_context: RuntimeContext):
        self.views = runtime_context.get_state(ValueStateDescriptor("views", Types.LONG()))

    def process_element(self, page, ctx):
        views = (self.views.value() or 0) + 1
        self.views.update(views)
        if views % 100 == 0:
            yield page, views


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows-per-second", type=int, default=100)
    options = parser.parse_args()

    env = StreamExecutionEnvironment.get_execution_environment()
    tables = StreamTableEnvironment.create(env)
    # A source that is part of Flink; replace it with that of your image.
    tables.execute_sql(f"""
        CREATE TABLE page_views (page BIGINT) WITH (
          'connector' = 'datagen', 'rows-per-second' = '{options.rows_per_second}', 'fields.page.min' = '1', 'fields.page.max' = '20'
        )""")
    (
        tables.to_data_stream(tables.from_path("page_views"))
        .map(lambda row: row[0], Types.LONG()).name("page").uid("page")
        .key_by(lambda page: page, Types.LONG())
        .process(Count(), Types.TUPLE([Types.LONG(), Types.LONG()])).name("count").uid("count")
        .print().name("print").uid("print")
    )
    env.execute()


if __name__ == "__main__":
    main()
