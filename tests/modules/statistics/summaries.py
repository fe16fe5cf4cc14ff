import statistics

data = [1, 2, 3, 4, 4, 5.5]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.stdev(data))
print(statistics.quantiles(data), statistics.fmean(data))
print(statistics.linear_regression([1, 2, 3], [2, 4, 6]))
try:
    statistics.mean([])
except statistics.StatisticsError as e:
    print(e)

# expect:
# 3.25 3.5 4 1.6046806535881213
# [1.75, 3.5, 4.375] 3.25
# LinearRegression(slope=2.0, intercept=0.0)
# mean requires at least one data point
