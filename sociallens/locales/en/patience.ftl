question-slow = { $seconds ->
    [one] A figure of this page was taking more than a second: it was interrupted.
   *[other] A figure of this page was taking more than { $seconds } seconds: it was interrupted.
} Narrow the period or the merchants, then it will come. Nobody else’s page is affected.
